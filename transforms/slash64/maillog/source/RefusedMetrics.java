package slash64.maillog.source;

import java.util.Arrays;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomSumMetric;
import slash64.maillog.line.Refusal;

/**
 * Refused lines by reason. Spark makes each metric by its class alone, so every reason has one,
 * public with a public constructor.
 */
final class RefusedMetrics {
  /** Spark asks for the figures after every hundred rows. */
  private static final String[] NAMES =
      Arrays.stream(Refusal.values())
          .map(reason -> "refused_" + reason.words().replace(' ', '_'))
          .toArray(String[]::new);

  private RefusedMetrics() {}

  static CustomMetric[] all() {
    return new CustomMetric[] {
      new NoHeader(),
      new BadStamp(),
      new CutHeader(),
      new UnknownProgram(),
      new UnknownKind(),
      new Cut(),
      new TooLong(),
      new BadJson(),
    };
  }

  static String name(Refusal reason) {
    return NAMES[reason.ordinal()];
  }

  /** How many lines were refused for one reason. */
  abstract static class Refused extends CustomSumMetric {
    private final Refusal reason;

    Refused(Refusal reason) {
      this.reason = reason;
    }

    @Override
    public String name() {
      return RefusedMetrics.name(reason);
    }

    @Override
    public String description() {
      return "log lines refused: " + reason.words();
    }
  }

  /** Refusals of one reason. */
  public static final class NoHeader extends Refused {
    public NoHeader() {
      super(Refusal.NO_HEADER);
    }
  }

  /** Refusals of one reason. */
  public static final class BadStamp extends Refused {
    public BadStamp() {
      super(Refusal.BAD_STAMP);
    }
  }

  /** Refusals of one reason. */
  public static final class CutHeader extends Refused {
    public CutHeader() {
      super(Refusal.CUT_HEADER);
    }
  }

  /** Refusals of one reason. */
  public static final class UnknownProgram extends Refused {
    public UnknownProgram() {
      super(Refusal.UNKNOWN_PROGRAM);
    }
  }

  /** Refusals of one reason. */
  public static final class UnknownKind extends Refused {
    public UnknownKind() {
      super(Refusal.UNKNOWN_KIND);
    }
  }

  /** Refusals of one reason. */
  public static final class Cut extends Refused {
    public Cut() {
      super(Refusal.CUT);
    }
  }

  /** Refusals of one reason. */
  public static final class TooLong extends Refused {
    public TooLong() {
      super(Refusal.TOO_LONG);
    }
  }

  /** Refusals of one reason. */
  public static final class BadJson extends Refused {
    public BadJson() {
      super(Refusal.BAD_JSON);
    }
  }
}
