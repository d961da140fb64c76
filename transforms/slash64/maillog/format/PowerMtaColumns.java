package slash64.maillog.format;

import java.util.HashMap;
import java.util.Map;
import slash64.maillog.line.Bytes;

/**
 * Where the columns of a PowerMTA accounting file stand: which there are, and in what order, is
 * configuration. -1 for one that is missing.
 */
final class PowerMtaColumns {
  private static final byte[] TYPE = Bytes.of("type");
  private static final byte[] QUOTED_TYPE = Bytes.of("\"type\"");

  final int count;
  final int type;
  final int timeLogged;
  final int timeQueued;
  final int sender;
  final int recipient;
  final int originalRecipient;
  final int status;
  final int diagnostic;
  final int remote;
  final int source;
  final int receivedFrom;
  final int size;
  final int messageId;

  PowerMtaColumns(CsvFields header) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < header.count(); i++) {
      places.putIfAbsent(header.text(i).strip(), i);
    }
    count = header.count();
    type = places.getOrDefault("type", -1);
    timeLogged = places.getOrDefault("timeLogged", -1);
    timeQueued = places.getOrDefault("timeQueued", -1);
    sender = places.getOrDefault("orig", -1);
    recipient = places.getOrDefault("rcpt", -1);
    originalRecipient = places.getOrDefault("orcpt", -1);
    status = places.getOrDefault("dsnStatus", -1);
    diagnostic = places.getOrDefault("dsnDiag", -1);
    remote = places.getOrDefault("dsnMta", -1);
    source = places.getOrDefault("srcMta", -1);
    receivedFrom = places.getOrDefault("rcvSourceIp", -1);
    size = places.getOrDefault("dlvSize", places.getOrDefault("rcvSize", -1));
    messageId =
        places.getOrDefault("header_Message-Id", places.getOrDefault("header_Message-ID", -1));
  }

  /** Returns whether a line names columns: {@code type} among others, and nothing but names. */
  static boolean areIn(byte[] bytes, int from, int to) {
    boolean hasType = false;
    int name = from;
    for (int i = from; i <= to; i++) {
      if (i == to || bytes[i] == ',') {
        hasType |= Bytes.equal(bytes, name, i, TYPE) || Bytes.equal(bytes, name, i, QUOTED_TYPE);
        name = i + 1;
      } else if (!isInName(bytes[i])) {
        return false;
      }
    }
    return hasType;
  }

  private static boolean isInName(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '_'
        || b == '-'
        || b == '.'
        || b == '"';
  }
}
