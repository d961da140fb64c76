package slash64.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.testing.SharedSpark;

class RowLinesTest {
  private static String printed(BiConsumer<Dataset<Row>, PrintWriter> form, String query) {
    StringWriter lines = new StringWriter();
    form.accept(SharedSpark.session().sql(query), new PrintWriter(lines, true));
    return lines.toString();
  }

  @Test
  void csvIsQuotedAsRfc4180HasItTheHeaderToo() {
    assertThat(
            printed(
                RowLines::csv,
                """
                SELECT 'say "hi", \\\\ you' AS `a,b`, ' pad ' AS `c"d`, 'x\\ny' AS e, '' AS f,
                  CAST(NULL AS INT) AS g, 1.50BD AS h
                """))
        .isEqualTo(
            """
            "a,b","c""d",e,f,g,h
            "say ""hi"", \\ you", pad ,"x
            y","",,1.50
            """);
  }

  @Test
  void csvOfNoRowsHasItsHeader() {
    assertThat(printed(RowLines::csv, "SELECT 1 AS a, 2 AS b WHERE false")).isEqualTo("a,b\n");
  }

  @Test
  void everyJsonLineHasAllFields() {
    assertThat(printed(RowLines::json, "SELECT 1 AS a, CAST(NULL AS INT) AS b, 'x\"y' AS c"))
        .isEqualTo("{\"a\":1,\"b\":null,\"c\":\"x\\\"y\"}\n");
  }
}
