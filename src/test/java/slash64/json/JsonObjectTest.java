package slash64.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void membersKeepTheirOrderAndNumbersAreShort() {
    assertThat(new JsonObject()).hasToString("{}");
    assertThat(new JsonObject().put("b", 0.5).put("a", 12L).put("c", true).put("d", "e"))
        .hasToString("{\"b\":0.5,\"a\":12,\"c\":true,\"d\":\"e\"}");
    assertThat(
            new JsonObject()
                .put("a", 1234.567)
                .put("b", -0.000123456)
                .put("c", 123456.7)
                .put("d", 7.0)
                .put("e", Double.NaN))
        .hasToString("{\"a\":1235,\"b\":-0.0001235,\"c\":1.235e+05,\"d\":7,\"e\":null}");
    assertThat(
            new JsonObject()
                .putRounded("a", -0.05)
                .putRounded("b", -1e-9)
                .putRounded("c", 1234.0067)
                .putRounded("d", 0.0001)
                .putRounded("e", 3.00001))
        .hasToString("{\"a\":-0.05,\"b\":0,\"c\":1234.0067,\"d\":0.0001,\"e\":3}");
  }

  @Test
  void arraysHoldStringsAndObjects() {
    assertThat(
            new JsonObject()
                .put("none", List.of())
                .put("words", List.of("a", "b"))
                .putObjects("things", List.of(new JsonObject(), new JsonObject().put("c", 1L))))
        .hasToString("{\"none\":[],\"words\":[\"a\",\"b\"],\"things\":[{},{\"c\":1}]}");
  }

  @Test
  void anyTextIsReadBackAsItWasByAnotherReader() throws Exception {
    String hostile = "quote\" back\\slash \n\r\t\u0000 \u202e <script> é 😀 \ud800";
    String json = new JsonObject().put(hostile, hostile).toString();
    JsonNode read = new ObjectMapper().readTree(json);
    assertThat(read.get(hostile).asText()).isEqualTo(hostile);
    assertThat(json).matches("[ -~&&[^<>]]*");
  }

  @Test
  void whatJsonCannotSayIsRefused() {
    assertThatThrownBy(() -> new JsonObject().putRounded("share", Double.NaN))
        .hasMessage("Cannot write JSON: share is NaN (need a number below 1e14)");
  }
}
