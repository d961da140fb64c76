package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * postfix-policyd-spf-perl, which logs as {@code postfix/policy-spf}: {@code Policy action=PREPEND
 * Received-SPF: pass (example.org: …) receiver=mx1.example.com; identity=mailfrom;
 * envelope-from="a@example.org"; helo=mail.example.org; client-ip="2001:db8::25"} (Mail::SPF's
 * Result.pm). A check is a {@link Event#SCAN} as of {@link PolicydSpfFormat}.
 *
 * <p>The client stands last, behind the sender, whose text may hold anything, a whole tail like
 * this one included. So client and sender are read only from a line that holds one such tail, with
 * plain values, with a sender of the domain that was checked, and that is too short to have been
 * cut by a logger. An IPv4 address is not quoted, so that a cut one could pass for another: it is
 * not read, and its check joins no message. Not for use by several threads.
 */
final class PolicySpfFormat implements LineFormat {
  private record Result(String written, String word) {}

  private static final Result[] RESULTS = {
    new Result("pass (", "pass"),
    new Result("fail (", "fail"),
    new Result("softfail (", "softfail"),
    new Result("neutral (", "neutral"),
    new Result("none (", "none"),
    new Result("temperror (", "temperror"),
    new Result("permerror (", "permerror"),
  };

  /** What is logged with {@code $VERBOSE}, and of clients that are exempt from the check. */
  private static final String[] NOTHING = {
    "Policy action=",
    "SPF ",
    "handler ",
    "Attribute: ",
    "HELO check failed",
    "Mail From (sender) check failed",
    "warning: ",
    "fatal_exit: ",
  };

  private static final String HEADER = "Policy action=PREPEND Received-SPF: ";
  private static final String REFUSAL = "Policy action=550 ";
  private static final String DEFERRAL = "Policy action=DEFER_IF_PERMIT SPF-Result=";
  private static final byte[] RECEIVER = Bytes.of(") receiver=");
  private static final byte[] COLON = Bytes.of(": ");
  private static final byte[] SUB_REQUEST = Bytes.of(" ... ");
  private static final String MAIL_FROM = "; identity=mailfrom; envelope-from=";
  private static final String HELO_ONLY = "; identity=helo; helo=";
  private static final String HELO = "; helo=";
  private static final String CLIENT = "; client-ip=";

  /** Loggers cut lines of 1024 bytes with their headers (RFC 3164, 4.1), none shorter ones. */
  private static final int UNCUT = 900;

  private final ClientAddress address = new ClientAddress();

  @Override
  public void read(LogLine line) {
    byte[] b = line.bytes();
    int from = line.text();
    int to = line.end();
    if (Words.at(b, from, to, HEADER)) {
      readHeader(line, from + HEADER.length());
    } else if (Words.at(b, from, to, REFUSAL)) { // followed by what the sender's domain explains
      refuse(line, "fail", "reject");
    } else if (Words.at(b, from, to, DEFERRAL)) {
      refuse(line, "temperror", "defer");
    } else if (Words.anyAt(b, from, to, NOTHING)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(from == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  private static void refuse(LogLine line, String result, String action) {
    line.setEvent(Event.SCAN);
    line.setWord(Field.SPF, result);
    line.setWord(Field.ACTION, action);
  }

  private void readHeader(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    for (Result known : RESULTS) {
      if (Words.at(b, from, to, known.written)) {
        line.setEvent(Event.SCAN);
        line.setWord(Field.SPF, known.word);
        readTail(line, from + known.written.length());
        return;
      }
    }
    line.refuse(Refusal.CUT);
  }

  /** Reads client and sender, if nothing puts them in doubt; the explanation begins here. */
  private void readTail(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    int receiver = Bytes.indexOf(b, from, to, RECEIVER);
    boolean isOnly = receiver >= 0 && Bytes.lastIndexOf(b, from, to, RECEIVER) == receiver;
    if (!isOnly || to - line.text() > UNCUT) {
      return;
    }
    int at = afterValue(b, receiver + RECEIVER.length, to);
    boolean isHelo = Words.at(b, at, to, HELO_ONLY);
    if (!isHelo && !Words.at(b, at, to, MAIL_FROM)) {
      return;
    }
    int identity = at + (isHelo ? HELO_ONLY : MAIL_FROM).length();
    int identityTo = afterValue(b, identity, to);
    int helo = identity;
    int heloTo = identityTo;
    if (!isHelo && Words.at(b, identityTo, to, HELO)) {
      helo = identityTo + HELO.length();
      heloTo = afterValue(b, helo, to);
    }
    int client = heloTo + CLIENT.length();
    boolean isWhole =
        Words.at(b, heloTo, to, CLIENT)
            && client < to
            && b[client] == '"'
            && afterValue(b, client, to) == to
            && isOfDomain(b, from, receiver, identity, identityTo);
    if (isWhole && address.set(line, client + 1, to - 1)) {
      line.setWord(Field.ACTION, isHelo ? "helo" : "mailfrom");
      setValue(line, Field.HELO, helo, heloTo);
      if (isHelo) {
        line.set(Field.FROM, to, to); // it is asked for the null sender only
      } else {
        setValue(line, Field.FROM, identity, identityTo);
      }
    }
  }

  /** Whether the explanation begins with the domain of the name or address that was checked. */
  private static boolean isOfDomain(byte[] b, int from, int to, int identity, int identityTo) {
    int colon = Bytes.indexOf(b, from, to, COLON);
    int dots = colon < 0 ? -1 : Bytes.indexOf(b, from, colon, SUB_REQUEST);
    int end = dots < 0 ? colon : dots;
    int quote = b[identity] == '"' ? 1 : 0;
    int sign = Bytes.lastIndexOf(b, identity, identityTo, '@');
    int domain = sign < 0 ? identity + quote : sign + 1;
    if (colon < 0 || end - from != identityTo - quote - domain) {
      return false;
    }
    for (int i = 0; i < end - from; i++) {
      if (b[from + i] != lower(b[domain + i])) {
        return false;
      }
    }
    return end > from;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
  }

  /**
   * Returns the end of a value, which is quoted unless it is a dot-atom (RFC 5322, 3.2.3); {@code
   * to + 1} if it is none, or one that had to be escaped.
   */
  private static int afterValue(byte[] b, int from, int to) {
    if (from >= to) {
      return to + 1;
    }
    boolean isQuoted = b[from] == '"';
    int at = isQuoted ? from + 1 : from;
    int first = at;
    while (at < to && b[at] != ';' && b[at] != ' ' && b[at] != '"' && b[at] != '\\') {
      at++;
    }
    boolean isEnded = isQuoted ? at < to && b[at] == '"' : at == to || b[at] == ';';
    if (at == first || !isEnded) {
      return to + 1;
    }
    return isQuoted ? at + 1 : at;
  }

  private static void setValue(LogLine line, Field field, int from, int to) {
    int quote = line.bytes()[from] == '"' ? 1 : 0;
    line.set(field, from + quote, to - quote);
  }
}
