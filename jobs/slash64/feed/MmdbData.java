package slash64.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import slash64.policy.PolicyEntry;
import slash64.policy.Tier;

/**
 * The data section and the metadata of an MMDB file. Equal records are written once, and what
 * repeats within records (the keys, the tiers) is written once at the start and pointed to.
 *
 * <p>A field begins with a control byte, three bits of type and five of size; sizes from 29 on and
 * types above 7 take further bytes.
 */
final class MmdbData {
  private static final int POINTER = 1;
  private static final int STRING = 2;
  private static final int DOUBLE = 3;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;

  /** What makes two records equal. */
  private record Content(Tier tier, double score, double confidence, String reason) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<Content, Integer> offsets = new HashMap<>();

  MmdbData() {
    for (String key : new String[] {"tier", "score", "confidence", "reason"}) {
      addWord(key);
    }
    for (Tier tier : Tier.values()) {
      addWord(tier.word());
    }
  }

  private void addWord(String word) {
    words.put(word, bytes.size());
    string(bytes, word);
  }

  int size() {
    return bytes.size();
  }

  void writeTo(OutputStream to) throws IOException {
    bytes.writeTo(to);
  }

  /** Returns where the record of an entry begins; writes it if it is a new one. */
  int offset(PolicyEntry entry) {
    Content content =
        new Content(
            entry.tier(),
            FeedJson.round(entry.score(), 2),
            FeedJson.round(entry.confidence(), 4),
            FeedText.plain(entry.reason()));
    return offsets.computeIfAbsent(content, this::add);
  }

  private int add(Content content) {
    int offset = bytes.size();
    control(bytes, MAP, 4);
    pointer("tier");
    pointer(content.tier().word());
    pointer("score");
    real(bytes, content.score());
    pointer("confidence");
    real(bytes, content.confidence());
    pointer("reason");
    string(bytes, content.reason());
    return offset;
  }

  /** The words stand within the first 2048 bytes, so the shortest pointer does: 11 bits. */
  private void pointer(String word) {
    int offset = words.get(word);
    bytes.write(POINTER << 5 | offset >>> 8);
    bytes.write(offset);
  }

  /** Writes the mark and the metadata, the end of the file. */
  static void writeMetadata(OutputStream to, int nodes, int recordSize, Instant generated)
      throws IOException {
    ByteArrayOutputStream map = new ByteArrayOutputStream();
    map.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
    map.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
    control(map, MAP, 9);
    string(map, "binary_format_major_version");
    unsigned(map, UINT16, 2);
    string(map, "binary_format_minor_version");
    unsigned(map, UINT16, 0);
    string(map, "build_epoch");
    unsigned(map, UINT64, generated.getEpochSecond());
    string(map, "database_type");
    string(map, "Slash64-Policy");
    string(map, "description");
    control(map, MAP, 1);
    string(map, "en");
    string(map, "Slash64 prefix policy");
    string(map, "ip_version");
    unsigned(map, UINT16, 6);
    string(map, "languages");
    control(map, ARRAY, 1);
    string(map, "en");
    string(map, "node_count");
    unsigned(map, UINT32, nodes);
    string(map, "record_size");
    unsigned(map, UINT16, recordSize);
    map.writeTo(to);
  }

  private static void control(ByteArrayOutputStream to, int type, int size) {
    int first = size < 29 ? size : 29;
    if (size >= 29 + 256) {
      throw new IllegalStateException("A field of %d bytes is not foreseen".formatted(size));
    }
    to.write(type <= 7 ? type << 5 | first : first);
    if (type > 7) {
      to.write(type - 7);
    }
    if (size >= 29) {
      to.write(size - 29);
    }
  }

  private static void string(ByteArrayOutputStream to, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    control(to, STRING, utf8.length);
    to.writeBytes(utf8);
  }

  private static void real(ByteArrayOutputStream to, double value) {
    control(to, DOUBLE, 8);
    big(to, Double.doubleToLongBits(value), 8);
  }

  /** Unsigned numbers drop their leading zero bytes. */
  private static void unsigned(ByteArrayOutputStream to, int type, long value) {
    int length = (64 - Long.numberOfLeadingZeros(value) + 7) / 8;
    control(to, type, length);
    big(to, value, length);
  }

  private static void big(ByteArrayOutputStream to, long value, int length) {
    for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
      to.write((int) (value >>> shift));
    }
  }
}
