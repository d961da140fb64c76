package slash64.maillog.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What Spark wants of time, host and program, as far as it can be told before a row is written:
 * rows that cannot be wanted are left out. Spark looks at the others itself, so this may let too
 * many through and never too few.
 *
 * @param fromMicros earliest time wanted, microseconds since 1970
 * @param toMicros latest time wanted
 * @param hosts the hosts wanted, null for all
 * @param programs the programs wanted, null for all
 */
record RowFilter(long fromMicros, long toMicros, Set<String> hosts, Set<String> programs)
    implements Serializable {
  static final RowFilter ALL = new RowFilter(Long.MIN_VALUE, Long.MAX_VALUE, null, null);

  /** Keeps what it understands of predicates that all have to hold. */
  static RowFilter of(Predicate[] predicates) {
    RowFilter filter = ALL;
    for (Predicate predicate : predicates) {
      filter = filter.and(predicate);
    }
    return filter;
  }

  private RowFilter and(Predicate predicate) {
    Expression[] children = predicate.children();
    if (predicate.name().equals("AND")) {
      return and((Predicate) children[0]).and((Predicate) children[1]);
    }
    String column = children.length > 1 ? column(children[0]) : "";
    return switch (column) {
      case "time" -> andTime(predicate.name(), children[1]);
      case "host" -> new RowFilter(fromMicros, toMicros, narrow(hosts, predicate), programs);
      case "program" -> new RowFilter(fromMicros, toMicros, hosts, narrow(programs, predicate));
      default -> this;
    };
  }

  private static String column(Expression expression) {
    return expression instanceof NamedReference name && name.fieldNames().length == 1
        ? name.fieldNames()[0]
        : "";
  }

  private RowFilter andTime(String operator, Expression value) {
    if (!(value instanceof Literal<?> literal)
        || !(literal.dataType() instanceof TimestampType)
        || !(literal.value() instanceof Long micros)) {
      return this;
    }
    return switch (operator) {
      case ">", ">=" -> new RowFilter(Math.max(fromMicros, micros), toMicros, hosts, programs);
      case "<", "<=" -> new RowFilter(fromMicros, Math.min(toMicros, micros), hosts, programs);
      case "=" ->
          new RowFilter(Math.max(fromMicros, micros), Math.min(toMicros, micros), hosts, programs);
      default -> this;
    };
  }

  private static Set<String> narrow(Set<String> wanted, Predicate predicate) {
    if (!predicate.name().equals("=") && !predicate.name().equals("IN")) {
      return wanted;
    }
    List<String> values = new ArrayList<>();
    for (int i = 1; i < predicate.children().length; i++) {
      if (!(predicate.children()[i] instanceof Literal<?> literal)
          || !(literal.value() instanceof UTF8String text)) {
        return wanted;
      }
      values.add(text.toString());
    }
    Set<String> narrowed = new HashSet<>(values);
    if (wanted != null) {
      narrowed.retainAll(wanted);
    }
    return narrowed;
  }

  boolean isAll() {
    return equals(ALL);
  }

  /** Whether a row at this time may be wanted; without a time it is not, if times are asked for. */
  boolean takesTime(boolean hasTime, long micros) {
    if (fromMicros == Long.MIN_VALUE && toMicros == Long.MAX_VALUE) {
      return true;
    }
    return hasTime && micros >= fromMicros && micros <= toMicros;
  }

  boolean takesHost(String host) {
    return hosts == null || hosts.contains(host);
  }

  boolean takesProgram(String program) {
    return programs == null || programs.contains(program);
  }
}
