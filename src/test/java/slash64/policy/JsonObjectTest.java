package slash64.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

  @Test
  void membersKeepTheirOrderAndNumbersAreShort() {
    assertThat(new JsonObject().put("b", 0.5).put("a", 12L).put("c", 3.00001))
        .hasToString("{\"b\":0.5,\"a\":12,\"c\":3}");
    assertThat(new JsonObject()).hasToString("{}");
    assertThat(
            new JsonObject().put("a", -0.05).put("b", -1e-9).put("c", 1234.0067).put("d", 0.0001))
        .hasToString("{\"a\":-0.05,\"b\":0,\"c\":1234.0067,\"d\":0.0001}");
  }

  @Test
  void anyTextIsReadBackAsItWasByAnotherReader() throws Exception {
    String hostile = "quote\" back\\slash \n\r\t\u0000 \u202e <script> é 😀 \ud800";
    String json = new JsonObject().put(hostile, hostile).toString();
    JsonNode read = new ObjectMapper().readTree(json);
    assertThat(read.get(hostile).asText()).isEqualTo(hostile);
    assertThat(json).matches("[ -~]*");
  }

  @Test
  void whatJsonCannotSayIsRefused() {
    assertThatThrownBy(() -> new JsonObject().put("share", Double.NaN))
        .hasMessage("Cannot write JSON: share is NaN (need a number below 1e14)");
  }
}
