package slash64.maillog.message;

import slash64.maillog.line.Field;
import slash64.maillog.line.LogLine;

/**
 * One client's connection, as its server process logs it: what its messages have in common, and the
 * refused transaction that is being put together. An smtpd process serves one client at a time.
 */
final class Session {
  final OpenMessage facts;

  /** The refused attempt that the next refusal may belong to. */
  OpenMessage refused;

  /** The message that was opened last, while nothing shows that it reached the queue. */
  OpenMessage unqueued;

  /** Whether the server said that it will throw away the message of the current transaction. */
  boolean discards;

  /** Whether the last refusal was of the client itself, before any message. */
  boolean isGreetingRefused;

  /** Lines of the session that no row has counted yet. */
  int lines;

  /**
   * Whether nothing but the client's address tells the connection from others: then what one line
   * says of greeting and TLS need not hold for the next.
   */
  boolean isAnyOfClient;

  Session(WantedColumns columns) {
    facts = new OpenMessage(columns);
  }

  /** Starts a session with the client of a connect line, or of the first line seen. */
  void reset() {
    facts.reset();
    refused = null;
    unqueued = null;
    discards = false;
    isGreetingRefused = false;
    lines = 0;
    isAnyOfClient = false;
  }

  void see(LogLine line) {
    lines++;
    facts.touch(line);
    if (!facts.hasClient && line.hasClient()) {
      facts.hasClient = true;
      facts.clientHigh = line.clientHigh();
      facts.clientLow = line.clientLow();
    }
    facts.takeName(line, false);
    facts.take(Text.TLS_VERSION, line, Field.TLS_VERSION, true);
    facts.take(Text.TLS_CIPHER, line, Field.TLS_CIPHER, true);
    facts.take(Text.TLS_CERTIFICATE, line, Field.TLS_CERTIFICATE, true);
    facts.take(Text.HELO, line, Field.HELO, true);
  }

  /** Gives a row of this session what the session knows, and the counts no row has had yet. */
  void lend(OpenMessage row) {
    if (row.hasClient
        && facts.hasClient
        && (row.clientHigh != facts.clientHigh || row.clientLow != facts.clientLow)) {
      row.isHandedOn = true; // for another client (XFORWARD): this connection is the filter's own
      return;
    }
    if (!row.hasClient && facts.hasClient) {
      row.hasClient = true;
      row.clientHigh = facts.clientHigh;
      row.clientLow = facts.clientLow;
    }
    row.copy(Text.CLIENT_NAME, facts, false);
    if (!isAnyOfClient) {
      row.copy(Text.TLS_VERSION, facts, false);
      row.copy(Text.TLS_CIPHER, facts, false);
      row.copy(Text.TLS_CERTIFICATE, facts, false);
      row.copy(Text.HELO, facts, false);
    }
    row.copy(Text.SASL_USERNAME, facts, false);
    row.submission |= facts.submission;
    row.local |= facts.local;
    row.connections += facts.connections;
    row.authFailures += facts.authFailures;
    row.lines += lines;
    facts.connections = 0;
    facts.authFailures = 0;
    lines = 0;
  }

  /** Returns whether something would be lost if no further row came of this session. */
  boolean hasUncounted() {
    return facts.connections > 0 || facts.authFailures > 0;
  }
}
