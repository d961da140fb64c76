package slash64.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slash64.failure.ExitStatus;
import slash64.failure.UserError;
import slash64.testing.SharedSpark;

class StatementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM messages",
        "UPDATE messages SET host = 'x'",
        "INSERT INTO messages SELECT * FROM messages",
        "WITH m AS (SELECT 1) INSERT INTO messages SELECT * FROM m",
        "FROM messages INSERT INTO messages SELECT * INSERT INTO messages SELECT *",
        "MERGE INTO messages m USING ledger l ON m.day = l.day WHEN MATCHED THEN DELETE",
        "TRUNCATE TABLE messages",
        "DROP VIEW messages",
        "ALTER TABLE messages SET TBLPROPERTIES ('a' = 'b')",
        "CREATE TABLE mine AS SELECT 1 AS a",
        "INSERT OVERWRITE DIRECTORY '/tmp/x' USING parquet SELECT 1",
        "VACUUM delta.`/tmp/x`",
        "BEGIN DELETE FROM messages; END"
      })
  void whatMayWriteIsRefused(String statement) {
    assertThatThrownBy(() -> Statement.requireReading(SharedSpark.session(), statement))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessageContaining("sql only reads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "WITH m AS (SELECT 1 AS a) SELECT * FROM m WHERE a IN (SELECT 1)",
        "FROM messages |> WHERE day = '2026-11-02'",
        "VALUES (1), (2)",
        "TABLE messages",
        "SHOW TABLES",
        "SHOW FUNCTIONS LIKE 'ip_*'",
        "DESCRIBE messages",
        "DESCRIBE FUNCTION ip_parse",
        "DESCRIBE HISTORY delta.`/tmp/x`",
        "DESCRIBE DETAIL delta.`/tmp/x`",
        "EXPLAIN SELECT 1"
      })
  void whatReadsIsRun(String statement) {
    assertThatCode(() -> Statement.requireReading(SharedSpark.session(), statement))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT 1 / id FROM range(1), DIVIDE_BY_ZERO",
    "'SELECT element_at(array(1), 5)', INVALID_ARRAY_INDEX",
    "SELECT raise_error('boom'), boom",
    "SELECT (SELECT id FROM range(2)), SCALAR_SUBQUERY_TOO_MANY_ROWS",
    "SELECT to_date('x'), CAST_INVALID_INPUT",
    "SELEC 1, Syntax error",
    "SELECT nope, nope"
  })
  void whatIsWrongWithAStatementIsWrongUseAndSaid(String statement, String said) {
    Exception failure =
        catchThrowableOfType(
            Exception.class, () -> SharedSpark.session().sql(statement).collectAsList());

    assertThat(Statement.told(failure))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.status()).isEqualTo(ExitStatus.WRONG_USE))
        .hasMessageStartingWith("Cannot run the query: [")
        .hasMessageContaining(said);
  }

  @Test
  void whatIsWrongWithTheTablesIsNotTheStatements() {
    Exception failure = new IllegalStateException("a file is gone");

    assertThat(Statement.told(failure)).isSameAs(failure);
  }
}
