package slash64.feed;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import slash64.policy.PolicyEntry;

/**
 * {@code policy.csv} for spreadsheets and bulk loaders (RFC 4180, with LF): the columns {@code
 * prefix}, {@code tier}, {@code score}, {@code confidence}, {@code reason}, {@code expires}, {@code
 * evidence}, in tree order. Text is plain and no cell is a formula; evidence is JSON in quotes.
 */
public final class PolicyCsv implements FeedFormat {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String file() {
    return "policy.csv";
  }

  @Override
  public long write(FeedNight night, OutputStream to) throws IOException {
    BufferedWriter lines =
        new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.US_ASCII), 1 << 16);
    lines.write("prefix,tier,score,confidence,reason,expires,evidence\n");
    StringBuilder line = new StringBuilder();
    for (PolicyEntry entry : night.policy()) {
      line.setLength(0);
      line.append(entry.prefix()).append(',').append(entry.tier().word()).append(',');
      FeedText.appendDecimal(line, entry.score(), 2);
      line.append(',');
      FeedText.appendDecimal(line, entry.confidence(), 4);
      line.append(",\"").append(FeedText.plain(entry.reason())).append("\",");
      line.append(entry.expires()).append(",\"");
      line.append(FeedJson.oneLine(entry.evidence(), entry.prefix()).replace("\"", "\"\""));
      lines.append(line.append("\"\n"));
    }
    lines.flush();
    return night.policy().size();
  }
}
