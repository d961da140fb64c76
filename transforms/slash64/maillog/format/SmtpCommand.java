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
    if (from == commandTo && !isSyntaxError(bytes, reply, to)) {
      reject(line, "CONNECT");
      return;
    }
    for (Verb verb : VERBS) {
      if (isAt(bytes, from, commandTo, verb.verb)) {
        if (!verb.stage.equals("AUTH")) {
          reject(line, verb.stage);
        } else {
          line.setWord(Field.STAGE, verb.stage);
          if (isFailedLogin(bytes, reply, to)) {
            line.setEvent(Event.AUTH_FAILURE);
          }
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

  /** Replies about a command (RFC 5321, 4.2.1): here an empty line, or input before its turn. */
  private static boolean isSyntaxError(byte[] bytes, int reply, int to) {
    return !ReplyCode.isCode(bytes, reply, to) || Words.at(bytes, reply, to, "50");
  }

  /**
   * Credentials were wrong (535), or could not be looked up (4xx). Any other reply says that none
   * were tried: AUTH out of place, a method that is not offered, no base64.
   */
  private static boolean isFailedLogin(byte[] bytes, int reply, int to) {
    return ReplyCode.isCode(bytes, reply, to)
        && (bytes[reply] == '4' || Words.at(bytes, reply, to, "535"));
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
