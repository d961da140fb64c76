package slash64.baseline;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a {@link PrefixState}, big-endian.
 *
 * <pre>
 *  1        version, {@value #VERSION}
 *  4        first day heard, since 1970-01-01
 *  4        last day heard; 0x80000000 when none was, and nothing follows
 *  8        bit i: something was heard i days before the last
 *  8        bit i: an alert was open i days before the last
 *  8        bit i: and it was harmful
 *  8        bit i: digests told what kind of day it was; from version 2 on
 *  8        bit i: and it was a mailing; likewise
 *  2 each   counts of the days heard, last first; {@link Codes#ofCount}, 1 in 4096 off at most
 *  2 x {@value Habits#SIZE}   habits; {@link Codes#ofWeight}, 1 in 512 off at most
 *  2 x 3    first days of parts: parts, messages, squares; likewise
 *  for each of the 7 features:
 *    1      cells kept, at most 32
 *    2      weight of the rest; likewise
 *    6 each hash (4) and weight (2), hashes ascending
 *  1        alarms, at most 4
 *  13 each  kind (1), first day (4), last day confirmed (4), expected (2), dispersion (2)
 * </pre>
 *
 * <p>At most 49 + 126 + 92 + 6 + 21 + 576 + 1 + 52 = 923 bytes. Writing what was read gives the
 * same bytes, but for states of version 1, which are written in the present one. A night passes the
 * states of silent prefixes on unread, so that version 1 is met for as long as they are remembered.
 */
final class StateCodec {

  static final int VERSION = 2;

  /** Without what kinds of days the past had. */
  private static final int UNTOLD_VERSION = 1;

  private StateCodec() {}

  static byte[] encode(PrefixState state) {
    ByteBuffer to = ByteBuffer.allocate(PrefixState.MOST_BYTES);
    History history = state.history();
    to.put((byte) VERSION).putInt(history.firstDay()).putInt(history.lastDay());
    if (!history.isEmpty()) {
      putHistory(history, to);
      for (float sum : state.habits().sums()) {
        putWeight(sum, to);
      }
      putWeight(state.debut().parts(), to);
      putWeight(state.debut().messages(), to);
      putWeight(state.debut().squares(), to);
      putMix(state.mix(), to);
      putAlarms(state.alarms(), to);
    }
    byte[] bytes = new byte[to.position()];
    to.flip().get(bytes);
    return bytes;
  }

  private static void putHistory(History history, ByteBuffer to) {
    long heard = 0;
    for (int i = 0; i < History.DAYS; i++) {
      heard |= history.codes()[i] == 0 ? 0 : 1L << i;
    }
    to.putLong(heard).putLong(history.alarmed()).putLong(history.harmful());
    to.putLong(history.told()).putLong(history.mailings());
    for (char code : history.codes()) {
      if (code != 0) {
        to.putChar(code);
      }
    }
  }

  private static void putMix(ContentMix mix, ByteBuffer to) {
    for (int feature = 0; feature < Feature.COUNT; feature++) {
      to.put((byte) (mix.to(feature) - mix.from(feature)));
      putWeight(mix.rest(feature), to);
      for (int at = mix.from(feature); at < mix.to(feature); at++) {
        to.putInt(mix.cell(at));
        putWeight(mix.weight(at), to);
      }
    }
  }

  private static void putAlarms(List<OpenAlarm> alarms, ByteBuffer to) {
    to.put((byte) alarms.size());
    for (OpenAlarm alarm : alarms) {
      to.put((byte) alarm.kind().code()).putInt(alarm.since()).putInt(alarm.confirmed());
      putWeight(alarm.expected(), to);
      putWeight(alarm.dispersion(), to);
    }
  }

  private static void putWeight(double weight, ByteBuffer to) {
    to.putChar((char) Codes.ofWeight(weight));
  }

  /**
   * Reads a state.
   *
   * @throws IllegalArgumentException if the version is unknown, or the bytes end early or late, or
   *     hold what no state can
   */
  static PrefixState decode(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      PrefixState state = state(version(from), from);
      if (from.hasRemaining()) {
        throw new IllegalArgumentException(
            "Cannot read prefix state: %d bytes follow its end".formatted(from.remaining()));
      }
      return state;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: %d bytes end early".formatted(bytes.length), e);
    }
  }

  /**
   * Returns the last day heard, without reading more; {@link Integer#MIN_VALUE} when none was.
   *
   * @throws IllegalArgumentException if the version is unknown, or the bytes end before it
   */
  static int lastDay(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    try {
      version(from);
      from.getInt();
      return from.getInt();
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: %d bytes end early".formatted(bytes.length), e);
    }
  }

  private static int version(ByteBuffer from) {
    int version = from.get();
    if (version != VERSION && version != UNTOLD_VERSION) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: version is %d, this program reads up to %d. Run the version that wrote it, or backfill the state"
              .formatted(version, VERSION));
    }
    return version;
  }

  private static PrefixState state(int version, ByteBuffer from) {
    int firstDay = from.getInt();
    int lastDay = from.getInt();
    if (lastDay == Integer.MIN_VALUE) {
      return PrefixState.NEW;
    }
    if (firstDay > lastDay) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: first day %d is after last day %d"
              .formatted(firstDay, lastDay));
    }
    // In the order of the bytes, which is not that of the record.
    History history = history(version, firstDay, lastDay, from);
    Habits habits = habits(from);
    Debut debut = new Debut(weight(from), weight(from), weight(from));
    ContentMix mix = mix(from);
    return new PrefixState(history, mix, habits, debut, alarms(from));
  }

  private static History history(int version, int firstDay, int lastDay, ByteBuffer from) {
    long heard = from.getLong();
    long alarmed = from.getLong();
    long harmful = from.getLong();
    long told = version == UNTOLD_VERSION ? 0 : from.getLong();
    long mailings = version == UNTOLD_VERSION ? 0 : from.getLong();
    if ((heard | alarmed | harmful | told | mailings) < 0) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: more than %d days are marked".formatted(History.DAYS));
    }
    char[] codes = new char[History.DAYS];
    for (int i = 0; i < History.DAYS; i++) {
      codes[i] = (heard >>> i & 1) == 1 ? from.getChar() : 0;
    }
    return new History(firstDay, lastDay, codes, alarmed, harmful, told, mailings);
  }

  private static Habits habits(ByteBuffer from) {
    float[] sums = new float[Habits.SIZE];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = weight(from);
    }
    return new Habits(sums);
  }

  private static ContentMix mix(ByteBuffer from) {
    int[] start = new int[Feature.COUNT + 1];
    int[] cells = new int[Byte.MAX_VALUE * Feature.COUNT];
    float[] weights = new float[cells.length];
    float[] rest = new float[Feature.COUNT];
    int size = 0;
    for (int feature = 0; feature < Feature.COUNT; feature++) {
      start[feature] = size;
      int count = from.get();
      if (count < 0 || count > Feature.of(feature).tracked()) {
        throw new IllegalArgumentException(
            "Cannot read prefix state: %s has %d cells (need 0 to %d)"
                .formatted(Feature.of(feature).label(), count, Feature.of(feature).tracked()));
      }
      rest[feature] = weight(from);
      for (int i = 0; i < count; i++) {
        cells[size] = from.getInt();
        weights[size] = weight(from);
        if (i > 0 && cells[size] <= cells[size - 1]) {
          throw new IllegalArgumentException(
              "Cannot read prefix state: cells of %s do not ascend"
                  .formatted(Feature.of(feature).label()));
        }
        size++;
      }
    }
    start[Feature.COUNT] = size;
    return new ContentMix(start, Arrays.copyOf(cells, size), Arrays.copyOf(weights, size), rest);
  }

  private static List<OpenAlarm> alarms(ByteBuffer from) {
    int count = from.get();
    if (count < 0 || count > PrefixState.MOST_ALARMS) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: %d alarms (need 0 to %d)"
              .formatted(count, PrefixState.MOST_ALARMS));
    }
    List<OpenAlarm> alarms = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      alarms.add(
          new OpenAlarm(
              AlertKind.ofCode(from.get()),
              from.getInt(),
              from.getInt(),
              weight(from),
              weight(from)));
    }
    return alarms;
  }

  private static float weight(ByteBuffer from) {
    float weight = Codes.weight(from.getChar());
    if (!(weight >= 0 && weight < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Cannot read prefix state: a weight is %s (need finite, at least 0)".formatted(weight));
    }
    return weight;
  }

  static Debut rounded(Debut debut) {
    return new Debut(
        Codes.weight(Codes.ofWeight(debut.parts())),
        Codes.weight(Codes.ofWeight(debut.messages())),
        Codes.weight(Codes.ofWeight(debut.squares())));
  }
}
