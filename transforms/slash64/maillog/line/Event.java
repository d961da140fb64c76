package slash64.maillog.line;

import java.util.Map;

/** What happened, in words that serve every mail server. A line tells of one event. */
public enum Event {
  /** Known to carry nothing about a message or a client: start-up, statistics, debugging. */
  NOTHING,
  /** A client connected. */
  CONNECT,
  /** A program on the server's own machine connected, without a network. */
  CONNECT_LOCAL,
  /** A client's session ended. */
  DISCONNECT,
  /** A client passed the screening in front of the server; the server logs its own connect. */
  SCREENED,
  /** TLS was set up with a client. */
  TLS,
  /** A client failed to authenticate. */
  AUTH_FAILURE,
  /** A client misbehaved or left early; no message was refused. */
  COMPLAINT,
  /** A client authenticated. */
  AUTHENTICATED,
  /** A message got its queue id, with its client. */
  OPEN,
  /** A message got its queue id without a client: local submission, a bounce. */
  OPEN_LOCAL,
  /** The Message-ID of a queued message. */
  MESSAGE_ID,
  /** Sender, size and number of recipients of a queued message; repeated at every retry. */
  QUEUED,
  /** One attempt to deliver to one recipient. */
  DELIVERY,
  /** A verification probe: looks like a delivery, delivers nothing. */
  PROBE,
  /** A queued message was given up and returned. */
  EXPIRED,
  /** A queued message was handed over to another node of the same server, which tells its end. */
  TRANSFERRED,
  /** The queue id is done with. */
  REMOVED,
  /** The queue id is done with and nothing was delivered: canceled or discarded. */
  DISCARDED,
  /** The server refused a recipient, a message or a client. */
  REJECT,
  /** A rule looked at a message and let it pass: warn, hold, redirect, ... */
  NOTICE,
  /** A bounce or a delay warning was made from the message: other queue id. */
  NOTIFICATION,
  /** A content filter's verdict on a message. */
  SCAN,
  /** The server tells how many sessions of a client were open at once. */
  STATISTICS;

  private static final Map<Event, String> ACTIONS =
      Map.of(
          CONNECT, "connect",
          CONNECT_LOCAL, "connect",
          DISCONNECT, "disconnect",
          TLS, "tls",
          AUTH_FAILURE, "authentication failed",
          OPEN, "client",
          REJECT, "reject",
          REMOVED, "removed");

  /**
   * Returns whether a line that says so may stand for several equal ones: what it tells of can
   * happen again within a second. A queue id opens, a message is delivered to a recipient only
   * once.
   */
  public boolean isRepeatable() {
    return switch (this) {
      case CONNECT, CONNECT_LOCAL, REJECT, AUTH_FAILURE, COMPLAINT -> true;
      default -> false;
    };
  }

  /**
   * Returns what {@link Field#ACTION} is called where the server has no word of its own for it, or
   * null: the same as in Postfix.
   */
  public String action() {
    return ACTIONS.get(this);
  }
}
