package slash64.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The table of prefixes: an empty one with its controls, and the rows for the script to fill in.
 */
final class PrefixTable {
  private static final String[] COLUMNS = {
    "Prefix", "Transactions", "Spam", "Ham", "Addresses", "Score", "Tier"
  };

  private PrefixTable() {}

  static Markup markup() {
    Markup head = Markup.of("tr");
    for (int i = 0; i < COLUMNS.length; i++) {
      boolean isText = i == 0 || i == COLUMNS.length - 1;
      head.add(
          Markup.of("th")
              .set("scope", "col")
              .set("class", isText ? "t" : "n")
              .set("aria-sort", "none")
              .add(
                  Markup.of("button")
                      .set("type", "button")
                      .set("data-column", i)
                      .text(COLUMNS[i])));
    }
    return NightPage.section("prefixes", "Prefixes")
        .set("id", "prefixes")
        .add(
            Markup.of("p", "controls")
                .add(
                    Markup.of("label")
                        .text("Search ")
                        .add(
                            Markup.of("input")
                                .set("id", "search")
                                .set("type", "search")
                                .set("placeholder", "2001:db8, reject")),
                    Markup.of("label")
                        .add(Markup.of("input").set("id", "as-tree").set("type", "checkbox"))
                        .text(" as a tree"),
                    Markup.of("span").set("id", "found").set("role", "status")),
            Markup.of("div", "scroll")
                .set("tabindex", 0)
                .set("role", "region")
                .set("aria-label", "Prefixes")
                .add(
                    Markup.of("table")
                        .set("id", "prefix-table")
                        .add(
                            Markup.of("caption")
                                .text(
                                    "The busiest prefixes, and the busiest the policy is against; the table prefix_scores has all"),
                            Markup.of("thead").add(head),
                            Markup.of("tbody"))),
            Markup.of("button")
                .set("id", "more")
                .set("type", "button")
                .set("hidden", "hidden")
                .text("Show more"));
  }

  /**
   * Returns an array of rows in the order of the tree: prefix, depth, transactions, spam, ham,
   * addresses, score, tier; null for what is not known.
   */
  static String json(List<PrefixRow> rows) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartArray();
      for (PrefixRow row : rows) {
        json.writeStartArray();
        json.writeString(row.prefix().toString());
        json.writeNumber(row.depth());
        json.writeNumber(row.transactions());
        for (long count : new long[] {row.spam(), row.ham(), row.addresses()}) {
          if (count < 0) {
            json.writeNull();
          } else {
            json.writeNumber(count);
          }
        }
        if (row.score() == null) {
          json.writeNull();
        } else {
          json.writeNumber(Texts.measure(row.score()));
        }
        json.writeString(row.tier());
        json.writeEndArray();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
