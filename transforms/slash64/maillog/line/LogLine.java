package slash64.maillog.line;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * One log line while it is being read: where its fields stand in the bytes, and what it says. A
 * mutable object that the reader uses again for every line; it allocates nothing and copies
 * nothing. Whoever keeps a field beyond the line copies it.
 */
public final class LogLine {
  /** Tags are less than this. */
  public static final int TAGS = 1_024;

  private final long[] spans = new long[Field.COUNT];
  private final String[] words = new String[Field.COUNT];
  private final WantedFields wanted;
  private final long kept;
  private long present;
  private long worded;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;
  private int text;
  private int tag;

  private Event event = Event.NOTHING;
  private Refusal refusal;
  private long micros;
  private boolean hasTime;
  private boolean timeInferred;
  private boolean timeAmbiguous;
  private int pid;
  private final ClientAddress client = new ClientAddress();
  private long clientHigh;
  private long clientLow;
  private boolean hasClient;
  private boolean clientIsForwarded;

  /** Where the client's address stands, until it is read; 0 then, and if there is none. */
  private int clientTo;

  private int clientFrom;
  private int repeats;
  private boolean repeatsPrevious;
  private int lost;

  /** A line that keeps every field. */
  public LogLine() {
    this(WantedFields.ALL);
  }

  /** A line that keeps these fields and no others. */
  public LogLine(WantedFields wanted) {
    this.wanted = wanted;
    this.kept = wanted.bits();
  }

  /** Starts over with the line {@code bytes[start, end)}, without its line end. */
  public void reset(byte[] newBytes, int newStart, int newEnd) {
    bytes = newBytes;
    start = newStart;
    end = newEnd;
    text = newStart;
    tag = -1;
    present = 0;
    worded = 0;
    event = Event.NOTHING;
    refusal = null;
    hasTime = false;
    timeInferred = false;
    timeAmbiguous = false;
    pid = -1;
    hasClient = false;
    clientIsForwarded = false;
    clientTo = 0;
    repeats = 0;
    repeatsPrevious = false;
    lost = 0;
  }

  /** Moves on to other bytes (the text unpacked from a JSON line); fields set so far turn words. */
  public void rebase(byte[] newBytes, int newStart, int newEnd) {
    hasClient(); // reads it
    for (Field field : Field.values()) {
      if (has(field)) {
        setWord(field, string(field));
      }
    }
    bytes = newBytes;
    start = newStart;
    end = newEnd;
    text = newStart;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int start() {
    return start;
  }

  public int end() {
    return end;
  }

  /** Returns where the program's own text begins, after the envelope. */
  public int text() {
    return text;
  }

  public void setText(int position) {
    text = position;
  }

  /** Moves the end of the line to the left: an envelope's closing bracket is not text. */
  public void setEnd(int position) {
    end = position;
  }

  /**
   * Returns a number below {@link #TAGS} that lines of this host and program have in this file and
   * no others do, or -1 for none: what depends on nothing but these two may be kept by it.
   */
  public int tag() {
    return tag;
  }

  /**
   * Sets the {@link #tag}.
   *
   * @param number below {@link #TAGS}, or -1 for none
   */
  public void setTag(int number) {
    tag = number;
  }

  public Event event() {
    return event;
  }

  public void setEvent(Event value) {
    event = value;
  }

  /** Returns why the line could not be read, or null if it could. */
  public Refusal refusal() {
    return refusal;
  }

  public void refuse(Refusal reason) {
    refusal = reason;
    event = Event.NOTHING;
  }

  public boolean hasTime() {
    return hasTime;
  }

  /** Returns microseconds since 1970, UTC; meaningful if {@link #hasTime}. */
  public long micros() {
    return micros;
  }

  /** Returns whether the year or the zone was not in the line. */
  public boolean timeInferred() {
    return timeInferred;
  }

  /**
   * Returns whether the stamp names no single instant: in the hour that occurs twice when clocks
   * are set back, as long as nothing shows which, or in the one that is left out.
   */
  public boolean timeAmbiguous() {
    return timeAmbiguous;
  }

  public void setTimeAmbiguous(boolean value) {
    timeAmbiguous = value;
  }

  public void setTime(long value, boolean inferred) {
    micros = value;
    timeInferred = inferred;
    hasTime = true;
  }

  /** Returns the process id, or -1 if none was logged. */
  public int pid() {
    return pid;
  }

  public void setPid(int value) {
    pid = value;
  }

  /**
   * Returns how often what the line says, or the line before it said, is to be counted once more:
   * the logger put so many equal lines into one.
   */
  public int repeats() {
    return repeats;
  }

  /** Returns whether it is the line before that is repeated, which this one does not quote. */
  public boolean repeatsPrevious() {
    return repeatsPrevious;
  }

  public void setRepeats(int count, boolean ofPrevious) {
    repeats = count;
    repeatsPrevious = ofPrevious;
  }

  /** Returns how many lines the logger says it dropped. */
  public int lost() {
    return lost;
  }

  public void setLost(int count) {
    lost = count;
  }

  public boolean hasClient() {
    if (clientTo > 0 && client.read(bytes, clientFrom, clientTo)) {
      setClient(client.high(), client.low());
    }
    clientTo = 0;
    return hasClient;
  }

  /** Returns the upper half of the client's address; meaningful if {@link #hasClient}. */
  public long clientHigh() {
    return clientHigh;
  }

  /** Returns the lower half of the client's address; meaningful if {@link #hasClient}. */
  public long clientLow() {
    return clientLow;
  }

  public void setClient(long high, long low) {
    clientHigh = high;
    clientLow = low;
    hasClient = true;
    clientTo = 0;
  }

  /**
   * Sets the client to {@code bytes[from, to)}, or to none if that is no address. It is read once
   * somebody asks: in the midst of a session nobody does.
   */
  public void setClientText(int from, int to) {
    hasClient = false;
    clientFrom = from;
    clientTo = to;
  }

  /** Marks the client as one whom another server named, rather than the one that connected. */
  public void markClientForwarded() {
    clientIsForwarded = true;
  }

  /** Returns whether another server named the client as it handed the message on (XFORWARD). */
  public boolean clientIsForwarded() {
    return clientIsForwarded;
  }

  public void clearClient() {
    hasClient = false;
    clientTo = 0;
  }

  /** Returns whether this field is asked for: if not, it need not be looked for. */
  public boolean wants(Field field) {
    return (kept & 1L << field.ordinal()) != 0;
  }

  /** Returns whether any of these fields is asked for; see {@link WantedFields#bits}. */
  public boolean wantsAny(long fields) {
    return (kept & fields) != 0;
  }

  /** Returns whether the client's address is asked for. */
  public boolean wantsClient() {
    return wanted.hasClient();
  }

  public boolean has(Field field) {
    return (present & 1L << field.ordinal()) != 0;
  }

  /** Sets a field to {@code bytes[from, to)}, if it is asked for. */
  public void set(Field field, int from, int to) {
    int index = field.ordinal();
    spans[index] = (long) from << 32 | to;
    present |= 1L << index & kept;
    worded &= ~(1L << index);
  }

  /**
   * Lays all words out as bytes, one after the other, and moves the line onto them: then every
   * field is a span. For lines whose text had to be unpacked.
   */
  public void layOut() {
    hasClient(); // reads it
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Field field : Field.values()) {
      if (has(field)) {
        byte[] text = string(field).getBytes(StandardCharsets.UTF_8);
        int from = all.size();
        all.write(text, 0, text.length);
        set(field, from, all.size());
      }
    }
    bytes = all.toByteArray();
    start = 0;
    end = bytes.length;
    text = 0;
  }

  /** Sets a field, if it is asked for, to a word that does not stand in the line as such. */
  public void setWord(Field field, String word) {
    int index = field.ordinal();
    words[index] = word;
    present |= 1L << index & kept;
    worded |= 1L << index;
  }

  public void clear(Field field) {
    present &= ~(1L << field.ordinal());
  }

  /** Returns the word set by {@link #setWord}, or null if the field is a span or absent. */
  public String word(Field field) {
    long bit = 1L << field.ordinal();
    return (present & worded & bit) != 0 ? words[field.ordinal()] : null;
  }

  public int from(Field field) {
    return (int) (spans[field.ordinal()] >>> 32);
  }

  public int to(Field field) {
    return (int) spans[field.ordinal()];
  }

  /** Returns the field as text, or null if absent; bytes that are no UTF-8 become U+FFFD. */
  public String string(Field field) {
    if (!has(field)) {
      return null;
    }
    String word = word(field);
    return word != null
        ? word
        : new String(bytes, from(field), to(field) - from(field), StandardCharsets.UTF_8);
  }

  /**
   * Returns the field as it is shown: as {@link #string}, and the event's own word for the action.
   */
  public String shown(Field field) {
    return field == Field.ACTION && !has(field) ? event.action() : string(field);
  }

  /** Returns whether the field is present and equals this text. */
  public boolean is(Field field, String text) {
    if (!has(field)) {
      return false;
    }
    String word = word(field);
    if (word != null) {
      return word.equals(text);
    }
    int from = from(field);
    if (to(field) - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the field as a whole number of at most 18 digits, or {@code otherwise}. */
  public long number(Field field, long otherwise) {
    if (!has(field)) {
      return otherwise;
    }
    String word = word(field);
    return word == null
        ? Bytes.number(bytes, from(field), to(field), otherwise)
        : number(word, otherwise);
  }

  private static long number(String word, long otherwise) {
    if (word.isEmpty() || word.length() > 18) {
      return otherwise;
    }
    long value = 0;
    for (int i = 0; i < word.length(); i++) {
      int digit = word.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return otherwise;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
