package slash64.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slash64.report.Charts;

/** What a cell gives back, and what it shows. */
class CellsTest {
  private static Cells cells;

  @BeforeAll
  static void jshellStarts() {
    cells = new Cells();
  }

  @AfterAll
  static void jshellEnds() {
    cells.close();
  }

  @Test
  void theValueOfTheLastExpressionIsAnObject() throws Exception {
    assertThat(cells.run("var days = List.of(1, 2);\ndays.size() + 1")).isEqualTo(3);
    assertThat(cells.run("days")).isEqualTo(List.of(1, 2));
    assertThat(cells.run("\"\"\"\n  a\n  \"\"\".strip()")).isEqualTo("a");
  }

  @Test
  void aDeclarationAndWhatEndsWithASemicolonShowNothing() throws Exception {
    assertThat(cells.run("int quiet = 7")).isNull();
    assertThat(cells.run("quiet + 1;")).isNull();
    assertThat(cells.run("int twice(int n) { return 2 * n; }")).isNull();
    assertThat(cells.run("twice(quiet)")).isEqualTo(14);
  }

  @Test
  void whatACellThrowsIsThrownAsItIs() {
    assertThatThrownBy(() -> cells.run("check(\"two is three\", 2 == 3)"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("Does not hold here: two is three");
    assertThatThrownBy(() -> cells.run("throw new java.io.IOException(\"gone\");"))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("gone");
  }

  @Test
  void whatIsNoJavaIsToldWithTheProblemAndThePlace() {
    assertThatThrownBy(() -> cells.run("int n = \"text\";"))
        .isInstanceOf(CellError.class)
        .hasMessageContaining("String cannot be converted to int")
        .hasMessageContaining("in: int n = \"text\";");
    assertThatThrownBy(() -> cells.run("List.of(1,"))
        .isInstanceOf(CellError.class)
        .hasMessageContaining("Cannot run the cell: ");
    assertThatThrownBy(() -> cells.run("int f() { return nowhere(); }"))
        .isInstanceOf(CellError.class)
        .hasMessageContaining("Nothing is called method nowhere()");
  }

  @Test
  void theThreadsClassLoaderIsAsItWasBefore() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(cells.run("Thread.currentThread().getContextClassLoader()")).isNotSameAs(before);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void foreignTextInTablesAndBarsIsText() {
    String hostile = "<script>alert('x')</script>\u001b[31m";
    StructField[] columns =
        new StructType().add("helo", DataTypes.StringType).add("n", DataTypes.LongType).fields();
    var rows = List.of(RowFactory.create(hostile, 3L));

    for (var shown : List.of(Charts.table("1 row", columns, rows), Charts.bars(columns, rows))) {
      String html = new Html(shown, "").html();
      assertThat(html).contains("&lt;script&gt;").doesNotContain("<script", "\u001b");
    }
    assertThat(Html.ofText(hostile).html()).doesNotContain("<script", "\u001b");
  }

  @Test
  void barsNeedNamesAndNumbers() {
    StructField[] columns = new StructType().add("helo", DataTypes.StringType).fields();

    assertThatThrownBy(() -> Charts.bars(columns, List.of()))
        .hasMessage(
            "Cannot draw bars: the query needs columns of words or days first, then columns of numbers");
    assertThatThrownBy(() -> Charts.band(List.of(RowFactory.create("a", 1L))))
        .hasMessage(
            "Cannot draw a band: the query needs a day first, then a number, then perhaps what was expected");
  }
}
