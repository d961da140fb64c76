package slash64.progress;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers that one sentence tells: people read the sentence, programs the numbers.
 *
 * @param numbers by name, in lower case with underscores; shares 0 to 1
 */
public record Figures(String sentence, @JsonValue Map<String, Number> numbers) {
  public Figures {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  @Override
  public String toString() {
    return sentence;
  }
}
