package slash64.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** What an analyst with DuckDB would write: regular expressions, group by queue id. */
final class DuckDb {
  private static final int THREADS = 2;

  private DuckDb() {}

  /** Returns the messages delivered, counted per /64 before. */
  static long count(List<Path> files) throws SQLException {
    String query =
        """
        %s,
        prefixes AS (
          SELECT regexp_extract(client, '%s', 1) AS subnet, count(*) AS messages, sum(size), count(sender)
          FROM messages WHERE client <> '' AND status = 'sent' GROUP BY subnet)
        SELECT sum(messages) FROM prefixes
        """
            .formatted(messages(files), LogPatterns.SUBNET);
    return number(List.of(), query);
  }

  /** Writes a row a message into a Parquet file, and returns how many were delivered. */
  static long toParquet(List<Path> files, Path parquet) throws SQLException {
    String write =
        "COPY (%s SELECT * FROM messages) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(messages(files), parquet);
    String count =
        "SELECT count(*) FROM '%s' WHERE client <> '' AND status = 'sent'".formatted(parquet);
    return number(List.of(write), count);
  }

  private static String messages(List<Path> files) {
    String names =
        files.stream().map("'%s'"::formatted).collect(Collectors.joining(", ", "[", "]"));
    return """
        WITH lines AS (
          SELECT regexp_extract(line, '%s', 1) AS id, regexp_extract(line, '%s', 1) AS client,
                 regexp_extract(line, '%s', 1) AS sender, TRY_CAST(regexp_extract(line, '%s', 1) AS BIGINT) AS size,
                 regexp_extract(line, '%s', 1) AS status, filename
          FROM read_csv(%s, columns = {'line': 'VARCHAR'}, delim = '\\x01', quote = '', escape = '',
                        header = false, auto_detect = false, filename = true)),
        messages AS (
          SELECT id, max(client) AS client, max(sender) AS sender, max(size) AS size, max(status) AS status
          FROM lines WHERE id <> '' GROUP BY filename, id)
        """
        .formatted(
            LogPatterns.ID,
            LogPatterns.CLIENT,
            LogPatterns.SENDER,
            LogPatterns.SIZE,
            LogPatterns.STATUS,
            names);
  }

  private static long number(List<String> before, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = " + THREADS);
      for (String sql : before) {
        statement.execute(sql);
      }
      try (ResultSet result = statement.executeQuery(query)) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
