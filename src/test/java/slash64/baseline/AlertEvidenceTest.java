package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlertEvidenceTest {

  @Test
  void whatTheLogSaysIsEscapedInTheEvidence() {
    assertThat(
            AlertEvidence.completed(
                "{\"messages\":20}", "2026-04-20", true, null, List.of("4C0AB<&\"\n", "é")))
        .isEqualTo(
            "{\"messages\":20,\"since\":\"2026-04-20\",\"is_new\":true,\"examples\":[\"4C0AB\\u003c\\u0026\\u0022\\u000a\",\"\\u00e9\"]}");
  }
}
