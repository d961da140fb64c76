package slash64.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slash64.testing.SampleWarehouse.FIRST;
import static slash64.testing.SampleWarehouse.LAST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import slash64.conf.Settings;
import slash64.failure.UserError;
import slash64.lake.Lake;
import slash64.lake.Tables;
import slash64.net.Address;
import slash64.policy.PolicyEntry;
import slash64.policy.PolicyTable;
import slash64.policy.Tier;
import slash64.terminal.Screen;
import slash64.testing.SampleWarehouse;

/** Another policy on the mail of the sample's last day. */
class WhatIfTest {
  private final Lake lake = SampleWarehouse.lake();
  private final List<PolicyEntry> inForce = WhatIf.inForce(lake, LAST);

  @Test
  void thePolicyInForceIsThatOfTheNightBeforeAndTheFirstDayHasNone() {
    assertThat(WhatIf.nightBefore(lake, LAST)).contains(FIRST);
    assertThat(inForce).isNotEmpty();
    assertThat(WhatIf.inForce(lake, FIRST)).isEmpty();
  }

  @Test
  void whatIsCountedIsWhatTheTableSays() {
    WhatIf result = WhatIf.replay(lake, LAST, List.of(), inForce);

    PolicyTable policy = PolicyTable.of(inForce);
    long spam = 0;
    long good = 0;
    long otherwise = 0;
    Set<String> senders = new HashSet<>();
    for (Row row :
        lake.read(Tables.MESSAGES, LAST)
            .filter("direction = 'inbound' AND kind IN ('message', 'refused')")
            .filter("client_ip IS NOT NULL AND client_ip NOT LIKE '127.%' AND client_ip != '::1'")
            .collectAsList()) {
      Address client = Address.parse(row.getAs("client_ip"));
      if (policy.tier(client.high(), client.low()).compareTo(Tier.NEUTRAL) <= 0) {
        otherwise += policy.tier(client.high(), client.low()) == Tier.TRUSTED ? 1 : 0;
        continue;
      }
      otherwise++;
      String refusal = row.getAs("reject_class");
      boolean isOurs = refusal != null && List.of("policy", "greylist", "rate").contains(refusal);
      boolean isRefused = row.<Integer>getAs("rejects") > 0;
      if ("spam".equals(row.getAs("verdict")) || isRefused && !isOurs) {
        spam++;
      } else if ("ham".equals(row.getAs("verdict"))
          || "message".equals(row.getAs("kind")) && !isRefused) {
        good++;
        senders.add(row.getAs("sender_domain"));
      }
    }
    senders.remove(null);
    assertThat(result.after().restricted(Treated::spam)).isPositive().isEqualTo(spam);
    assertThat(result.after().restricted(Treated::good)).isEqualTo(good);
    assertThat(result.after().restricted(Treated::senders)).isGreaterThanOrEqualTo(senders.size());
    assertThat(result.after().all(Treated::otherwise)).isEqualTo(otherwise);
    assertThat(result.before().restricted(Treated::messages)).isZero();
    assertThat(result.before().all(Treated::messages))
        .isEqualTo(result.after().all(Treated::messages));
    assertThat(result.churn())
        .containsEntry("added", (long) inForce.size())
        .containsEntry("removed", 0L);
  }

  @Test
  void theSettingsInForceMakeThePolicyInForce() {
    assertThat(ChangedPolicy.of(lake, LAST, Settings.standard())).isEqualTo(inForce);
  }

  @Test
  void otherSettingsMakeAnotherPolicyWithinItsBudget() {
    List<PolicyEntry> milder = changed("policy.reject_above=0.99", "policy.greylist_above=0.98");
    assertThat(milder).isNotEqualTo(inForce);
    assertThat(WhatIf.replay(lake, LAST, inForce, milder).churn().get("worse")).isZero();
    assertThat(changed("feed.budget=10")).hasSizeBetween(1, 10);
  }

  private List<PolicyEntry> changed(String... sets) {
    return ChangedPolicy.of(lake, LAST, Settings.load(Optional.empty(), List.of(sets)));
  }

  @Test
  void theResultIsToldToPeopleAndMachines() throws IOException {
    WhatIf result = WhatIf.replay(lake, LAST, inForce, List.of());
    StringWriter text = new StringWriter();
    new WhatIfText(result).print(Screen.plain(80), new PrintWriter(text));
    assertThat(text.toString())
        .contains("Inbound mail of " + LAST, "spam throttled or worse", "customers of ours")
        .contains("%,d removed".formatted(inForce.size()));

    StringWriter csv = new StringWriter();
    new WhatIfText(result).printCsv(new PrintWriter(csv));
    assertThat(csv.toString().lines())
        .hasSize(1 + 2 * Tier.values().length)
        .anyMatch(row -> row.startsWith(LAST + ",in_force," + inForce.size() + ",reject,"));

    StringWriter line = new StringWriter();
    new WhatIfText(result).printJson(new PrintWriter(line));
    JsonNode json = new ObjectMapper().readTree(line.toString());
    assertThat(json.at("/before/entries").asInt()).isEqualTo(inForce.size());
    assertThat(json.at("/after/neutral/spam").asLong()).isPositive();
    assertThat(json.at("/churn/removed").asInt()).isEqualTo(inForce.size());
  }

  @Test
  void aDayWithoutMailOrWithoutANightBeforeIsTold() {
    assertThatThrownBy(() -> WhatIf.replay(lake, LAST.plusDays(9), List.of(), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("There is no mail of " + LAST.plusDays(9));
    assertThatThrownBy(() -> ChangedPolicy.of(lake, FIRST, Settings.standard()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no day before it is scored");
  }
}
