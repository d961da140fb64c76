package slash64.maillog.message;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import slash64.maillog.line.Refusal;

/**
 * The books of one split: lines in = used + empty of meaning + refused by reason, always. A bounded
 * number of refused lines is kept as samples.
 */
public final class SplitReport implements Serializable {
  /** How many refused lines are kept for each reason. */
  public static final int MAX_SAMPLES = 20;

  /** How much of a refused line is kept, in bytes. */
  public static final int MAX_SAMPLE_BYTES = 1_024;

  /**
   * A refused line.
   *
   * @param number of the line within its split, from 1
   * @param text at most {@link #MAX_SAMPLE_BYTES} of it; bytes that are no UTF-8 became U+FFFD
   */
  public record Sample(Refusal reason, long number, String text) implements Serializable {}

  private final String archive;
  private final long start;
  private final long[] refusedByReason = new long[Refusal.values().length];
  private final List<Sample> samples = new ArrayList<>();
  private long lines;
  private long used;
  private long empty;
  private long repeated;
  private long lost;
  private long bytes;
  private long firstMicros = Long.MAX_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private String damage;

  /**
   * @param archive path of the archive
   * @param start where the split begins in it, in bytes
   */
  public SplitReport(String archive, long start) {
    this.archive = archive;
    this.start = start;
  }

  void line(int length) {
    lines++;
    bytes += length + 1;
  }

  void used() {
    used++;
  }

  void empty() {
    empty++;
  }

  void refused(Refusal reason, long number, byte[] text, int from, int to) {
    if (refusedByReason[reason.ordinal()]++ < MAX_SAMPLES) {
      int length = Math.min(to - from, MAX_SAMPLE_BYTES);
      samples.add(
          new Sample(reason, number, new String(text, from, length, StandardCharsets.UTF_8)));
    }
  }

  void at(long micros) {
    firstMicros = Math.min(firstMicros, micros);
    lastMicros = Math.max(lastMicros, micros);
  }

  /** Lines that a logger put into this one and that count on their own. */
  void repeated(int count) {
    repeated += count;
  }

  /** Lines that a logger dropped, or put into one that does not tell what they said. */
  void lost(int count) {
    lost += count;
  }

  void damaged(String what) {
    damage = what;
  }

  public String archive() {
    return archive;
  }

  public long start() {
    return start;
  }

  public long lines() {
    return lines;
  }

  public long usedLines() {
    return used;
  }

  public long emptyLines() {
    return empty;
  }

  public long refusedLines(Refusal reason) {
    return refusedByReason[reason.ordinal()];
  }

  public long refusedLines() {
    long sum = 0;
    for (long count : refusedByReason) {
      sum += count;
    }
    return sum;
  }

  /** Returns how many further lines were counted that a logger had put into one. */
  public long repeatedLines() {
    return repeated;
  }

  /**
   * Returns how many lines are known to be missing from the log: dropped by a logger's rate limit,
   * or repeats of a line that cannot be counted again. They are not among {@link #lines}.
   */
  public long lostLines() {
    return lost;
  }

  /** Returns bytes of text read, line ends included. */
  public long bytes() {
    return bytes;
  }

  public List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Returns microseconds since 1970 of the earliest line, Long.MAX_VALUE if none had a time. */
  public long firstMicros() {
    return firstMicros;
  }

  /** Returns microseconds since 1970 of the latest line, Long.MIN_VALUE if none had a time. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Returns what is wrong with the archive, or null if it was read to its end. */
  public String damage() {
    return damage;
  }
}
