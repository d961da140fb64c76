package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/** An SMTP command as a client sent it, and the reply that refused it. */
final class SmtpCommand {
  private record Verb(String verb, String stage, Field address) {}

  private static final Verb[] VERBS = {
    new Verb("RCPT TO:", "RCPT", Field.TO),
    new Verb("MAIL FROM:", "MAIL", Field.FROM),
    new Verb("DATA", "DATA", null),
    new Verb("EHLO", "EHLO", null),
    new Verb("HELO", "HELO", null),
    new Verb("AUTH", "AUTH", null),
    new Verb("STARTTLS", "STARTTLS", null),
    new Verb("VRFY", "VRFY", null),
    new Verb("EXPN", "EXPN", null),
  };

  private SmtpCommand() {}

  /**
   * Sets a refusal: the command is {@code [from, commandTo)}, the reply {@code [reply, to)}.
   * Without a command the client itself was refused, as it connected. A command that no server
   * knows is a complaint, and so is AUTH that came to no login.
   */
  static void refused(LogLine line, int from, int commandTo, int reply, int to) {
    byte[] bytes = line.bytes();
    ReplyCode.split(line, reply, to, Field.REJECT_CODE, Field.REJECT_TEXT);
    line.setEvent(Event.COMPLAINT);
    if (from == commandTo && !Words.at(bytes, reply, to, "500")) { // 500: to an empty line
      reject(line, "CONNECT");
      return;
    }
    for (Verb verb : VERBS) {
      if (isAt(bytes, from, commandTo, verb.verb)) {
        line.setWord(Field.STAGE, verb.stage);
        if (verb.stage.equals("AUTH")) {
          login(line, reply, to);
        } else if (!isProtocolError(bytes, reply, to)
            && !(verb.stage.equals("STARTTLS") && Words.at(bytes, reply, to, "454"))) {
          reject(line, verb.stage);
        }
        if (verb.address != null) {
          address(line, verb.address, from + verb.verb.length(), commandTo);
        }
        return;
      }
    }
  }

  private static void reject(LogLine line, String stage) {
    line.setEvent(Event.REJECT);
    line.setWord(Field.STAGE, stage);
    line.setWord(Field.ACTION, "reject");
  }

  /**
   * Whether the reply is about the command and not about mail: out of turn (503), or another one of
   * RFC 5321, 4.2.1 with an enhanced code of the protocol (RFC 3463, 3.6). OpenSMTPD refuses a
   * message that goes round in circles with 500 5.4.6, a bad recipient with 501 5.1.3.
   */
  private static boolean isProtocolError(byte[] bytes, int reply, int to) {
    return Words.at(bytes, reply, to, "503")
        || Words.at(bytes, reply, to, "50") && Words.at(bytes, reply + 3, to, " 5.5.");
  }

  /**
   * Credentials were wrong (535), or could not be looked up (4xx). Any other reply says that none
   * were tried: AUTH out of turn, a method that is not offered, no base64.
   */
  private static void login(LogLine line, int reply, int to) {
    byte[] bytes = line.bytes();
    if (ReplyCode.isCode(bytes, reply, to)
        && (bytes[reply] == '4' || Words.at(bytes, reply, to, "535"))) {
      line.setEvent(Event.AUTH_FAILURE);
    }
  }

  /** Returns whether the text is a command, and nothing else, that ends a transaction. */
  static boolean isReset(byte[] bytes, int from, int to) {
    return to - from == 4
        && (isAt(bytes, from, to, "RSET")
            || isAt(bytes, from, to, "EHLO")
            || isAt(bytes, from, to, "HELO"));
  }

  private static void address(LogLine line, Field field, int from, int to) {
    int open = Bytes.indexOf(line.bytes(), from, to, '<');
    int end = open < 0 ? -1 : EximAddress.end(line.bytes(), open, to);
    if (end > 0) {
      line.set(field, open + 1, end - 1);
    }
  }

  /** Clients write commands in either case. */
  private static boolean isAt(byte[] bytes, int from, int to, String verb) {
    if (to - from < verb.length()) {
      return false;
    }
    for (int i = 0; i < verb.length(); i++) {
      byte b = bytes[from + i];
      if ((b >= 'a' && b <= 'z' ? b - 32 : b) != verb.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
