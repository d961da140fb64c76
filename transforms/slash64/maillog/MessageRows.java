package slash64.maillog;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The shape of {@code format("maillog").option("level", "message")}: one row per transaction (one
 * sender's attempt to pass one message, accepted or not) or per connection that never sent.
 *
 * <p>Counts are additive: summed over any set of rows they equal the number of log lines that say
 * so, whichever split, file or day the lines lie in. A row that {@code is_open}, or a message
 * without {@code has_start}, is a part: other lines of it are not in the input. Parts with the same
 * host, instance and queue id merge, in order of time, into one row ({@code MessageParts}).
 */
public final class MessageRows {
  private static final DataType STRING = DataTypes.StringType;
  private static final DataType INT = DataTypes.IntegerType;
  private static final DataType LONG = DataTypes.LongType;
  private static final DataType BOOLEAN = DataTypes.BooleanType;

  public static final StructType SCHEMA =
      new StructType()
          .add("time", DataTypes.TimestampType, true, "first line of the transaction, UTC")
          .add("last_time", DataTypes.TimestampType, true, "last line of the transaction, UTC")
          .add("is_time_inferred", BOOLEAN, true, "the line had no year or no zone")
          .add("host", STRING, true, "host that wrote the log, as in the line's header")
          .add("mta", STRING, true, "postfix, exim, sendmail, opensmtpd, kumomta, powermta, rspamd")
          .add("instance", STRING, true, "instance of the mail server: syslog_name for Postfix")
          .add(
              "kind",
              STRING,
              true,
              "message, refused (no queue file was made), connection, or statistics: what a server"
                  + " tells of a client now and then, no event")
          .add("direction", STRING, true, "inbound, submission (authenticated) or outbound (local)")
          .add("queue_id", STRING, true, "null when refused before a queue file was made")
          .add("message_id", STRING, true, "Message-ID without brackets")
          .add("client_ip", STRING, true, "RFC 5952 text, IPv4-mapped shown as IPv4")
          .add("client_high", LONG, true, "bits 0 to 63 of the client address")
          .add("client_low", LONG, true, "bits 64 to 127; IPv4 in its mapped form")
          .add(
              "client_bits",
              INT,
              true,
              "of statistics on a network of clients its length, of 128; else null")
          .add("client_name", STRING, true, "forward-confirmed name, null when unknown")
          .add("helo", STRING, true, "HELO name, as the client gave it")
          .add("sasl_username", STRING, true, "who authenticated, null when nobody did")
          .add("sender", STRING, true, "envelope sender; empty is the null sender")
          .add("recipient_domain", STRING, true, "domain of the first recipient")
          .add("size", LONG, true, "bytes of the message as queued")
          .add(
              "connections", INT, true, "sessions that opened with this row: 0 or 1 before merging")
          .add(
              "concurrent_connections",
              INT,
              true,
              "sessions of the client open at once, as Postfix's anvil counted; statistics only,"
                  + " else null")
          .add(
              "recipients",
              INT,
              true,
              "recipients accepted, behind aliases where the log tells (nrcpt)")
          .add("sent", INT, true, "recipients delivered")
          .add("bounced", INT, true, "recipients that failed for good, expired ones included")
          .add("deferred", INT, true, "recipients whose last attempt was put off")
          .add("deferrals", INT, true, "delivery attempts that were put off")
          .add("rejects", INT, true, "refusals with a 5xx reply")
          .add("tempfails", INT, true, "refusals with a 4xx reply (greylisting, rate limits)")
          .add("auth_failures", INT, true, "failed SASL authentications")
          .add("reject_stage", STRING, true, "CONNECT, EHLO, MAIL, RCPT, DATA, END-OF-MESSAGE, ...")
          .add("reject_code", INT, true, "reply code of the first refusal")
          .add("reject_dsn", STRING, true, "enhanced status code of the first refusal")
          .add(
              "reject_class",
              STRING,
              true,
              "unknown_user, relay_denied, blocklist, policy, content, rate, greylist, protocol,"
                  + " other")
          .add("status_dsn", STRING, true, "enhanced status code of the last delivery attempt")
          .add(
              "outcome",
              STRING,
              true,
              "sent, bounced, deferred, rejected, tempfailed, discarded, none")
          .add(
              "verdict",
              STRING,
              true,
              "the content filter's: spam, ham, skipped; in tables unsure if what it called ham was marked or put off; null not scanned")
          .add("score", DataTypes.DoubleType, true, "the content filter's score")
          .add("filter_action", STRING, true, "the content filter's action, in its own words")
          .add(
              "spf",
              STRING,
              true,
              "pass, fail, softfail, neutral, none, temperror, permerror; null not logged")
          .add("dkim", STRING, true, "pass, fail, none, temperror, permerror; null not logged")
          .add("dmarc", STRING, true, "pass, fail, none, temperror; null not logged")
          .add("tls_version", STRING, true, "TLSv1.3; null when none was logged")
          .add("tls_cipher", STRING, true, "name of the cipher suite")
          .add(
              "tls_certificate",
              STRING,
              true,
              "the client's: verified, untrusted, none (not asked for or not sent), unverified"
                  + " (untrusted or none); null not logged")
          .add("digest", STRING, true, "content digest by the filter, hexadecimal")
          .add("lines", INT, true, "log lines joined in this row")
          .add("has_start", BOOLEAN, true, "the line that opens the message was seen")
          .add("is_open", BOOLEAN, true, "more lines may come: the end was not seen")
          .add(
              "pending",
              DataTypes.createArrayType(LONG, false),
              true,
              "hashes of the recipients whose last attempt was put off; parts only")
          .add(
              "settled",
              DataTypes.createArrayType(LONG, false),
              true,
              "hashes of the recipients that got the message or never will; parts without start")
          .add(
              "is_expired",
              BOOLEAN,
              true,
              "given up by the queue manager with all that was put off; parts only, else null");

  private MessageRows() {}
}
