package slash64.parse;

import java.util.ArrayList;
import java.util.List;

/** The names in a filter's list of symbols: {@code BAYES_SPAM(5.10){99%;},RBL_X(4.00){}}. */
final class SymbolNames {
  private SymbolNames() {}

  static List<String> of(String symbols) {
    List<String> names = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= symbols.length(); i++) {
      char c = i < symbols.length() ? symbols.charAt(i) : ',';
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth = Math.max(0, depth - 1);
      } else if (c == ',' && (depth == 0 || i == symbols.length())) {
        String name = name(symbols.substring(start, i));
        if (!name.isEmpty()) {
          names.add(name);
        }
        start = i + 1;
      }
    }
    return names;
  }

  private static String name(String symbol) {
    int end = 0;
    while (end < symbol.length() && symbol.charAt(end) != '(' && symbol.charAt(end) != '{') {
      end++;
    }
    return symbol.substring(0, end).strip();
  }
}
