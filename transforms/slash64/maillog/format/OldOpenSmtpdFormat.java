package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.ClientAddress;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.Refusal;

/**
 * OpenSMTPD before 6.0: {@code smtp-in: Event on session id: …}, {@code relay: Ok for id: …}. For
 * one thread.
 */
final class OldOpenSmtpdFormat implements LineFormat {
  private static final int SESSION = 16;
  private static final int MESSAGE = 8;
  private static final byte[] REPLY = Bytes.of("\" => ");
  private static final byte[] FOR = Bytes.of(" for ");
  private static final byte[] STATUS = Bytes.of("stat=");

  /** What precedes the session's id. */
  private record Kind(String words, Event event) {}

  private static final Kind[] KINDS = {
    new Kind("New session ", Event.CONNECT),
    new Kind("Failed command on session ", Event.REJECT),
    new Kind("Closing session ", Event.DISCONNECT),
    new Kind("Received disconnect from session ", Event.DISCONNECT),
    new Kind("Disconnecting session ", Event.DISCONNECT),
    new Kind("Started TLS on session ", Event.TLS),
    new Kind("Bad input on session ", Event.COMPLAINT),
    new Kind("Client certificate verification ", Event.NOTHING),
    new Kind("Authentication ", Event.NOTHING),
    new Kind("session ", Event.NOTHING),
  };

  private static final String INCOMING = "smtp-in: ";
  private static final String[] AGENTS = {"relay: ", "delivery: ", "smtp-out: ", "mda: ", "mta: "};

  private final ClientAddress address = new ClientAddress();
  private final CommaFields fields = new CommaFields();

  @Override
  public void read(LogLine line) {
    byte[] bytes = line.bytes();
    int at = line.text();
    int to = line.end();
    if (Words.at(bytes, at, to, INCOMING)) {
      incoming(line, at + INCOMING.length(), to);
    } else if (Words.at(bytes, at, to, "relay: ") || Words.at(bytes, at, to, "delivery: ")) {
      delivery(line, Bytes.indexOf(bytes, at, to, ' ') + 1, to);
    } else if (Words.anyAt(bytes, at, to, AGENTS)) {
      line.setEvent(Event.NOTHING);
    } else {
      line.refuse(at == to ? Refusal.CUT : Refusal.UNKNOWN_KIND);
    }
  }

  /** Returns whether a line begins as those do that this format reads. */
  static boolean isAt(byte[] bytes, int from, int to) {
    return Words.at(bytes, from, to, INCOMING) || Words.anyAt(bytes, from, to, AGENTS);
  }

  private void incoming(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    if (Words.at(bytes, from, to, "Accepted message ")) {
      accepted(line, from + 17, to);
      return;
    }
    for (Kind kind : KINDS) {
      if (Words.at(bytes, from, to, kind.words)) {
        int session = from + kind.words.length();
        if (kind.event == Event.NOTHING) {
          line.setEvent(Event.NOTHING);
        } else if (!OpenSmtpdFormat.isHex(bytes, session, to, SESSION)) {
          line.refuse(Refusal.CUT);
        } else {
          line.set(Field.SESSION, session, session + SESSION);
          line.setEvent(kind.event);
          session(line, kind.event, session + SESSION, to);
        }
        return;
      }
    }
    line.refuse(Refusal.UNKNOWN_KIND);
  }

  private void session(LogLine line, Event event, int from, int to) {
    if (event == Event.CONNECT) {
      connected(line, from, to);
    } else if (event == Event.TLS) {
      tls(line, from, to);
    } else if (event == Event.REJECT) {
      failed(line, from, to);
    }
  }

  /** {@code from host mail.example.org [address or local]}; the name comes from DNS. */
  private void connected(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    String words = " from host ";
    if (!Words.at(bytes, from, to, words)) {
      line.refuse(Refusal.CUT);
      return;
    }
    int name = from + words.length();
    int open = EximFields.blank(bytes, name, to) + 1;
    int close = open < to && bytes[open] == '[' ? Bytes.indexOf(bytes, open, to, ']') : -1;
    if (close < 0) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.CLIENT_NAME, name, open - 1);
    int tagged = Words.at(bytes, open + 1, close, "IPv6:") ? open + 6 : open + 1;
    if (Words.is(bytes, open + 1, close, "local")) {
      line.setEvent(Event.CONNECT_LOCAL);
    } else {
      address.set(line, tagged, close);
    }
  }

  /** {@code : version=TLSv1.2, cipher=…, bits=112}. */
  private void tls(LogLine line, int from, int to) {
    fields.start(line.bytes(), from + 2, to);
    while (fields.next()) {
      if (fields.isTerminated() && fields.is("version")) {
        line.set(Field.TLS_VERSION, fields.valueFrom(), fields.valueTo());
      } else if (fields.isTerminated() && fields.is("cipher")) {
        line.set(Field.TLS_CIPHER, fields.valueFrom(), fields.valueTo());
      }
    }
  }

  /** {@code : "command" => reply}; the command is the client's, so the last arrow counts. */
  private static void failed(LogLine line, int from, int to) {
    int reply = Bytes.lastIndexOf(line.bytes(), from, to, REPLY);
    if (reply < 0 || !Words.at(line.bytes(), from, to, ": \"")) {
      line.refuse(Refusal.CUT);
      return;
    }
    SmtpCommand.refused(line, from + 3, reply, reply + REPLY.length, to);
  }

  /** {@code 4296f490 on session id: from=<…>, to=<…>, size=1746, ndest=1, proto=ESMTP}. */
  private void accepted(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    String words = " on session ";
    int session = from + MESSAGE + words.length();
    if (!OpenSmtpdFormat.isHex(bytes, from, to, MESSAGE)
        || !Words.at(bytes, from + MESSAGE, to, words)
        || !OpenSmtpdFormat.isHex(bytes, session, to, SESSION)) {
      line.refuse(Refusal.CUT);
      return;
    }
    line.set(Field.QUEUE_ID, from, from + MESSAGE);
    line.set(Field.SESSION, session, session + SESSION);
    line.setEvent(Event.OPEN);
    envelope(line, session + SESSION + 2, to);
  }

  private void envelope(LogLine line, int from, int to) {
    fields.start(line.bytes(), from, to);
    while (fields.next()) {
      int value = fields.valueFrom();
      if (fields.is("from")) {
        MailAddress.set(line, Field.FROM, value, fields.valueTo());
      } else if (fields.is("to")) {
        MailAddress.set(line, Field.TO, value, fields.valueTo());
      } else if (fields.isTerminated() && fields.is("size")) {
        line.set(Field.SIZE, value, fields.valueTo());
      } else if (fields.isTerminated() && fields.is("ndest")) {
        line.set(Field.NRCPT, value, fields.valueTo());
      } else if (fields.is("relay")) {
        line.set(Field.RELAY, value, fields.valueTo());
      } else if (fields.is("delay")) {
        line.set(Field.DELAY, value, fields.valueTo());
      } else if (fields.is("stat")) {
        fields.extend();
        line.set(Field.STATUS_TEXT, value, to);
        ReplyCode.findEnhanced(line, value, to);
      }
    }
  }

  /** {@code Ok for c405e39ad6bbc64f: from=<…>, to=<…>, …, stat=…}. */
  private void delivery(LogLine line, int from, int to) {
    byte[] bytes = line.bytes();
    int envelope = Bytes.indexOf(bytes, from, to, FOR);
    if (envelope < 0 || !OpenSmtpdFormat.isHex(bytes, envelope + FOR.length, to, SESSION)) {
      line.refuse(Refusal.CUT);
      return;
    }
    int id = envelope + FOR.length;
    line.set(Field.QUEUE_ID, id, id + MESSAGE);
    envelope(line, id + SESSION + 2, to);
    if (Words.at(bytes, from, to, "Expire")) {
      line.setEvent(Event.EXPIRED);
    } else if (Words.at(bytes, from, to, "Remove")) {
      line.setEvent(Event.DISCARDED);
    } else if (Bytes.indexOf(bytes, id, to, STATUS) < 0) {
      line.refuse(Refusal.CUT);
    } else {
      line.setEvent(Event.DELIVERY);
      line.setWord(Field.STATUS, status(bytes, from, to));
    }
  }

  private static String status(byte[] bytes, int from, int to) {
    if (Words.at(bytes, from, to, "Ok")) {
      return "sent";
    }
    return Words.at(bytes, from, to, "TempFail") ? "deferred" : "bounced";
  }
}
