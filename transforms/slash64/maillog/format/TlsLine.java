package slash64.maillog.format;

import slash64.maillog.line.Bytes;
import slash64.maillog.line.Event;
import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;
import slash64.maillog.line.WantedFields;

/**
 * Reads {@code {trust} TLS connection established from {peer}[ to {sni}]: {protocol} with cipher
 * {c} ({n}/{m} bits)…} of smtpd and tlsproxy. The same text with {@code to} is our own client's and
 * carries nothing about who sends to us. Old versions (2.4) leave out the trust.
 */
final class TlsLine {
  private static final byte[] TLS = Bytes.of("TLS connection ");
  private static final byte[] FROM = Bytes.of(" from ");
  private static final byte[] TO = Bytes.of(" to ");
  private static final byte[] RELAY_END = Bytes.of(": ");
  private static final byte[] WITH_CIPHER = Bytes.of(" with cipher ");
  private static final int LONGEST_TRUST = 12;
  private static final long PROTOCOL = WantedFields.bits(Field.TLS_VERSION, Field.TLS_CIPHER);

  private final Peer peer;

  TlsLine(Peer peer) {
    this.peer = peer;
  }

  /** Returns whether the line was one of these. */
  boolean read(LogLine line, int from) {
    byte[] b = line.bytes();
    int to = line.end();
    byte first = from < to ? b[from] : 0;
    if (first != 'A' && first != 'U' && first != 'T' && first != 'V') {
      return false;
    }
    int at = Bytes.indexOf(b, from, Math.min(to, from + LONGEST_TRUST + TLS.length), TLS);
    if (at < 0) {
      return false;
    }
    String certificate = certificate(b, from, at - 1);
    if (certificate != null) {
      line.setWord(Field.TLS_CERTIFICATE, certificate);
    }
    at += TLS.length;
    int blank = Bytes.indexOf(b, at, to, ' '); // after established or reused
    if (blank < 0) {
      line.setEvent(Event.NOTHING);
      return true;
    }
    if (!Bytes.startsWith(b, blank, to, FROM)) { // our own client: "established to {relay}: ..."
      line.setEvent(Event.NOTHING);
      int relay = Bytes.startsWith(b, blank, to, TO) ? blank + TO.length : to;
      int end = Bytes.indexOf(b, relay, to, RELAY_END);
      if (end > 0) {
        line.set(Field.RELAY, relay, end);
        readProtocol(line, end + 1);
      }
      return true;
    }
    line.setEvent(Event.TLS);
    line.setWord(Field.ACTION, "tls");
    at = peer.read(line, blank + FROM.length);
    if (at >= 0) {
      readProtocol(line, at);
    }
    return true;
  }

  /**
   * Postfix's TLS_README: Anonymous had no certificate, Untrusted one that no authority known here
   * signed, Trusted one that is; Verified one that also names whom we meant.
   */
  private static String certificate(byte[] bytes, int from, int to) {
    if (Words.is(bytes, from, to, "Anonymous")) {
      return Certificate.NONE;
    }
    if (Words.is(bytes, from, to, "Untrusted")) {
      return Certificate.UNTRUSTED;
    }
    boolean isVerified =
        Words.is(bytes, from, to, "Trusted") || Words.is(bytes, from, to, "Verified");
    return isVerified ? Certificate.VERIFIED : null;
  }

  private static void readProtocol(LogLine line, int from) {
    if (!line.wantsAny(PROTOCOL)) {
      return;
    }
    byte[] b = line.bytes();
    int to = line.end();
    int with = Bytes.indexOf(b, from, to, WITH_CIPHER);
    if (with > 0) {
      line.set(Field.TLS_VERSION, Bytes.lastIndexOf(b, from, with, ' ') + 1, with);
      int cipher = with + WITH_CIPHER.length;
      int end = Bytes.indexOf(b, cipher, to, ' ');
      if (end > 0) {
        line.set(Field.TLS_CIPHER, cipher, end);
      }
    }
  }
}
