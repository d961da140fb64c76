package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * policyd-spf (spf-engine): {@code prepend Received-SPF: Pass (mailfrom) identity=mailfrom;
 * client-ip=…; helo=…; envelope-from=…; receiver=…}. A check is a {@link Event#SCAN} with {@link
 * Field#SPF}; {@link Field#ACTION} says of which identity, {@code helo} or {@code mailfrom}, or
 * that the filter asked to {@code reject} or {@code defer}: the mail server logs that refusal
 * itself. Not for use by several threads.
 */
public final class PolicydSpfFormat implements LineFormat {
  private record Result(String written, String word) {}

  private static final Result[] RESULTS = {
    new Result("Pass", "pass"),
    new Result("Fail", "fail"),
    new Result("Softfail", "softfail"),
    new Result("SoftFail", "softfail"),
    new Result("Neutral", "neutral"),
    new Result("None", "none"),
    new Result("Temperror", "temperror"),
    new Result("TempError", "temperror"),
    new Result("Permerror", "permerror"),
    new Result("PermError", "permerror"),
  };

  /** RFC 7372, 3.2: 23 is a failed check, 24 an error in checking. */
  private static final Result[] REFUSALS = {
    new Result("550 5.7.23 ", "fail"),
    new Result("550 5.7.24 ", "permerror"),
    new Result("550 5.7.1 ", "fail"),
    new Result("defer_if_permit 4.7.24 ", "temperror"),
    new Result("defer_if_permit ", "temperror"),
    new Result("451 4.7.24 ", "temperror"),
  };

  private static final String[] NOTHING = {
    "prepend ",
    "Action: ",
    "result_only",
    "Header field not prepended",
    "Config: ",
    "SPF ",
    "Starting",
    "spfcheck: ",
    "Cached data",
    "skipped",
    "No ",
    "Read line",
    "Found the end",
    "Normal exit",
    "ERROR",
    "Pass ",
    "Error",
  };

  private static final String HEADER = "prepend Received-SPF: ";
  private static final byte[] IDENTITY = Bytes.of("identity=");
  private static final byte[] CLIENT = Bytes.of("; client-ip=");
  private static final byte[] HELO = Bytes.of("; helo=");
  private static final byte[] SENDER = Bytes.of("; envelope-from=");

  private final ClientAddress address = new ClientAddress();

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int to = line.end();
    int text = Words.at(bytes, line.text(), to, ": ") ? line.text() + 2 : line.text();
    int at = FilterId.read(line, text, to);
    at = Words.at(bytes, at, to, ": ") ? at + 2 : at;
    for (Result refusal : REFUSALS) {
      if (Words.at(bytes, at, to, refusal.written)) {
        line.setEvent(Event.SCAN);
        line.setWord(Field.SPF, refusal.word);
        line.setWord(Field.ACTION, bytes[at] == '5' ? "reject" : "defer");
        return;
      }
    }
    int result = Words.at(bytes, at, to, HEADER) ? at + HEADER.length() : at;
    for (Result known : RESULTS) {
      int end = result + known.written.length();
      if (Words.at(bytes, result, to, known.written)
          && (Words.at(bytes, end, to, " (") || Words.at(bytes, end, to, "; "))) {
        line.setWord(Field.SPF, known.word);
        check(line, end, to);
        return;
      }
    }
    if (Words.anyAt(bytes, at, to, NOTHING)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  /** The client's address stands before its helo and sender: so the first one counts. */
  private void check(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int identity = Bytes.indexOf(bytes, from, to, IDENTITY);
    int client = Bytes.indexOf(bytes, from, to, CLIENT);
    int clientTo = client < 0 ? -1 : Bytes.indexOf(bytes, client + 1, to, ';');
    if (identity < 0 || clientTo < 0) {
      line.clear(Field.SPF);
      line.refuse(Refusal.CUT);
      return;
    }
    line.setEvent(Event.SCAN);
    address.set(line, client + CLIENT.length, clientTo);
    if (Words.at(bytes, identity + IDENTITY.length, to, "helo;")) {
      line.setWord(Field.ACTION, "helo");
    } else if (Words.at(bytes, identity + IDENTITY.length, to, "mailfrom;")) {
      line.setWord(Field.ACTION, "mailfrom");
    }
    value(line, Field.HELO, HELO, clientTo, to);
    value(line, Field.FROM, SENDER, clientTo, to);
  }

  private static void value(LogLine line, Field field, byte[] key, int from, int to) {
    int at = Bytes.indexOf(line.bytes(), from, to, key);
    int end = at < 0 ? -1 : Bytes.indexOf(line.bytes(), at + 1, to, ';');
    if (end > 0) {
      MailAddress.set(line, field, at + key.length, end);
    }
  }
}
