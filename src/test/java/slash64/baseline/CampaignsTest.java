package slash64.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slash64.net.Prefix;

class CampaignsTest {

  private static final int DAY = 20_000;

  @ParameterizedTest(name = "{0} sites where {1} were usual: alert {2}")
  @CsvSource({
    "19, 0, false", // too few to be a campaign
    "20, 0, true",
    "20, 10, false", // not three times the usual
    "60, 10, true",
  })
  void aCampaignIsManyUnrelatedPrefixesBeyondTheUsual(int sites, double usual, boolean isOne) {
    Optional<Alert> alert = judge(usual, 28, DAY, sites(sites, 1));
    assertThat(alert.isPresent()).isEqualTo(isOne);
  }

  @Test
  void prefixesOfOneSiteOrOneCustomerAreOne() {
    assertThat(judge(0, 28, DAY, sites(5, 10))).isEmpty();
    List<CampaignMember> owned =
        sites(30, 1).stream().map(member -> new CampaignMember(member.prefix(), 3, 3, 77)).toList();
    assertThat(judge(0, 28, DAY, owned)).isEmpty();
  }

  @Test
  void theFirstNightsSeeEveryPopularDigestForTheFirstTime() {
    List<CampaignMember> wanted =
        sites(40, 1).stream().map(member -> new CampaignMember(member.prefix(), 3, 0, 0)).toList();
    assertThat(judge(0, 6, DAY, wanted)).isEmpty();
    assertThat(judge(0, 6, DAY, sites(40, 1))).isPresent(); // two thirds are unwanted
    assertThat(judge(0, 7, DAY, wanted)).isPresent();
  }

  @Test
  void aCampaignIsOneAlertWithItsMembersAndStaysOpen() {
    Alert alert = judge(0, 28, DAY - 2, sites(25, 2)).orElseThrow();
    assertThat(alert.isNew()).isFalse();
    assertThat(alert.since()).isEqualTo(LocalDate.ofEpochDay(DAY - 2));
    assertThat(alert.reason())
        .isEqualTo(
            "The same content came in 150 messages from 50 prefixes, 25 of them unrelated, where 0 were usual; 67 % unwanted; since 2024-10-02");
    assertThat(alert.evidence()).startsWith("{\"digest\":\"0000feed\",\"messages\":150,");
  }

  private static Optional<Alert> judge(
      double usual, int knownDays, int since, List<CampaignMember> members) {
    return new Campaigns(BaselineSettings.DEFAULT)
        .judge(DAY, DigestDay.of("0000feed", members), usual, knownDays, since);
  }

  private static List<CampaignMember> sites(int sites, int networks) {
    List<CampaignMember> members = new ArrayList<>();
    for (long site = 0; site < sites; site++) {
      for (long network = 0; network < networks; network++) {
        members.add(
            new CampaignMember(
                Prefix.of(0x20010db8_00000000L | site << 16 | network, 0, 64), 3, 2, 0));
      }
    }
    return members;
  }

  /** Two members of a campaign within a /48, beside one of another digest. */
  @ParameterizedTest(name = "excess {1} of {0}: {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "2001:db8:1:1::/64, 20, feed",
        "2001:db8:1:1::/64, 21, -",
        "2001:db8:1::/48, 36, feed",
        "2001:db8:1::/48, 37, -",
        "2001:db8:1:1::/64, 0, -",
        "2001:db8:2::/48, 4, beef",
        "2001:db8:3::/48, 1, -",
      })
  void aCampaignExplainsWhatIsHalfItsMail(String prefix, double excess, String digest) {
    CampaignMail mail = new CampaignMail();
    mail.add("feed", Prefix.parse("2001:db8:1:1::/64"), 10);
    mail.add("feed", Prefix.parse("2001:db8:1:2::/64"), 8);
    mail.add("beef", Prefix.parse("2001:db8:1:2::/64"), 3);
    mail.add("beef", Prefix.parse("2001:db8:2::/64"), 2);

    assertThat(mail.explains(Prefix.parse(prefix), excess)).isEqualTo(digest);
  }
}
