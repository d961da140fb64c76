package slash64.trace;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;
import slash64.net.Prefix;

/** Whose messages a trace looks for. */
public sealed interface TraceQuery {

  /** All that was sent from prefixes while they were allocated to this customer. */
  record OfCustomer(String customer) implements TraceQuery {
    @Override
    public Column condition() {
      return col("customer").equalTo(customer);
    }

    @Override
    public String toString() {
      return "customer " + customer;
    }
  }

  /** All that was sent from a prefix; an address is the prefix of its full length. */
  record OfPrefix(Prefix prefix) implements TraceQuery {
    /** As ranges, so that Spark passes by the files that lie elsewhere. */
    @Override
    public Column condition() {
      Prefix p = prefix;
      Column high = range("client_high", p.high(), p.high() | ~Prefix.highMask(p.length()));
      return p.length() <= 64
          ? high
          : high.and(range("client_low", p.low(), p.low() | ~Prefix.lowMask(p.length())));
    }

    /** Signed order is that of the bits as long as the first bit is one and the same. */
    private static Column range(String column, long first, long last) {
      if (first == 0 && last == -1) {
        return lit(true);
      }
      return first == last ? col(column).equalTo(first) : col(column).between(first, last);
    }

    @Override
    public String toString() {
      return (prefix.length() == 128 ? "address " + prefix.first() : "prefix " + prefix);
    }
  }

  /** The message, or messages, that had this queue id on any host. */
  record OfQueueId(String queueId) implements TraceQuery {
    @Override
    public Column condition() {
      return col("queue_id").equalTo(queueId);
    }

    @Override
    public String toString() {
      return "queue id " + queueId;
    }
  }

  /**
   * A message on all hosts it passed.
   *
   * @param messageId the Message-ID without brackets
   * @param hash its pseudonym under the key the tables were written with
   */
  record OfMessageId(String messageId, String hash) implements TraceQuery {
    @Override
    public Column condition() {
      return col("message_id_hash").equalTo(hash);
    }

    @Override
    public String toString() {
      return "message id " + messageId;
    }
  }

  /**
   * All that was sent, or refused, with a login, from wherever it came.
   *
   * @param name as it was asked for: the name, or the pseudonym that an alert tells
   * @param hash pseudonym of the name under the key the tables were written with
   */
  record OfLogin(String name, String hash) implements TraceQuery {
    /** A name that looks like a pseudonym may be one: nobody else's can be the same. */
    @Override
    public Column condition() {
      return col("sasl_hash").isin(name, hash);
    }

    @Override
    public String toString() {
      return "login " + name;
    }
  }

  /** Returns which rows of the table {@code messages} are meant. */
  Column condition();
}
