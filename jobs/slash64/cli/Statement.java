package slash64.cli;

import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.CompoundBody;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoDir;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import slash64.failure.UserError;

/** Statements of SQL as users type them: which are run, and how a failure is told. */
final class Statement {
  /**
   * Classes of SQLSTATE whose cause is the statement: more rows than the one asked for, data,
   * syntax and names, an error that it raises itself.
   */
  private static final Set<String> OF_STATEMENT = Set.of("21", "22", "42", "P0");

  private Statement() {}

  /**
   * Refuses a statement that is neither a query nor shows or describes something. What it wrote
   * would be beside the lock of the nights, and what it removed would not come back: the archives
   * count as taken in.
   *
   * @throws UserError with status 2
   */
  static void requireReading(SparkSession session, String statement) throws Exception {
    LogicalPlan plan = session.sessionState().sqlParser().parsePlan(statement);
    boolean isTelling = plan.getClass().getSimpleName().matches("(Show|Describe|Explain).*");
    if (!isTelling && plan.exists(Statement::mayWrite)) {
      throw UserError.wrongUse(
          "Cannot run the statement: sql only reads, by SELECT, SHOW, DESCRIBE or EXPLAIN. Rows are removed by forget and maintain.");
    }
  }

  private static boolean mayWrite(LogicalPlan plan) {
    return plan instanceof Command
        || plan instanceof ParsedStatement
        || plan instanceof InsertIntoDir
        || plan instanceof CompoundBody;
  }

  /**
   * Returns a {@link UserError} with status 2 if the statement is wrong, or wrong for what the
   * tables hold, such as a division by zero; the failure itself if it is none of the statement's.
   */
  static Exception told(Exception failure) {
    return isOfStatement(failure)
        ? UserError.wrongUse("Cannot run the query: %s".formatted(sentence(failure)), failure)
        : failure;
  }

  private static boolean isOfStatement(Exception failure) {
    if (failure instanceof AnalysisException || failure instanceof IllegalArgumentException) {
      return true;
    }
    return failure instanceof SparkThrowable told
        && told.getSqlState() != null
        && OF_STATEMENT.contains(told.getSqlState().substring(0, 2));
  }

  /** What the parser says begins with an empty line, and goes on with the statement. */
  private static String sentence(Exception failure) {
    return failure.getMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }
}
