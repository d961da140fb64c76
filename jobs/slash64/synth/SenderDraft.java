package slash64.synth;

import java.util.ArrayList;
import java.util.List;
import slash64.net.Prefix;

/**
 * A sender in the making: each kind says where it differs from a well-kept server with steady
 * habits.
 */
final class SenderDraft {
  private final SenderKind kind;
  private final byte[] domain;
  private final ClientAddresses addresses;
  private final Prefix prefix;
  private final Network network;
  private double perDay;
  private Span active = Span.ALWAYS;
  private double dispersion = 0.1;
  private Rhythm rhythm = Rhythm.OFFICE;
  private int slot = -1;
  private double perSession = 1.2;
  private int rampDays;
  private double tls = 0.95;
  private double authenticated = 0.97;
  private double unknownUsers = 0.01;
  private double listed;
  private boolean retries = true;
  private double spamShare = 0.003;
  private long campaign;
  private boolean isBulk;
  private boolean isOneMailing;
  private double slyness;
  private Sender.Turn turn;
  private String customer;

  SenderDraft(
      SenderKind kind,
      String domain,
      Prefix prefix,
      ClientAddresses addresses,
      Network network,
      double perDay) {
    this.kind = kind;
    this.domain = Ascii.of(domain);
    this.prefix = prefix;
    this.addresses = addresses;
    this.network = network;
    this.perDay = perDay;
  }

  /** Returns a draft of servers next to each other in a new /48 of the network, or on IPv4. */
  static SenderDraft servers(
      Population population, SenderKind kind, String domain, Network network, int count) {
    boolean overIpv6 = population.draws().chance(population.config().ipv6Share());
    long high = network.next48();
    List<Client> clients = new ArrayList<>();
    for (int server = 0; server < count; server++) {
      byte[] name = Ascii.of("mail" + (server + 1) + "." + domain);
      clients.add(
          overIpv6
              ? new Client(high, 0x25 + server, name)
              : Client.ipv4(population.plan().newServerIpv4(), name));
    }
    Client first = clients.get(0);
    Prefix prefix = Prefix.of(first.high(), first.low(), overIpv6 ? 64 : 128);
    ClientAddresses fixed = new ClientAddresses.Fixed(clients);
    return new SenderDraft(kind, domain, prefix, fixed, network, population.perDay(kind));
  }

  /**
   * Returns a draft of a sender of bulk spam, round the clock and not too careful. It has no good
   * mail: nobody writes letters from such a place.
   */
  static SenderDraft spammer(
      Population population,
      SenderKind kind,
      String domain,
      Prefix prefix,
      ClientAddresses addresses,
      Network network) {
    return new SenderDraft(kind, domain, prefix, addresses, network, population.perDay(kind))
        .rhythm(Rhythm.FLAT, 0.15)
        .perSession(1.2)
        .spam(1)
        .bulk(population.draws().bits())
        .authenticated(0.4, 0.7)
        .unknownUsers(0.15);
  }

  SenderDraft perDay(double messages) {
    this.perDay = messages;
    return this;
  }

  SenderDraft active(int since, int until) {
    this.active = new Span(since, until);
    return this;
  }

  SenderDraft rhythm(Rhythm changed, double changedDispersion) {
    this.rhythm = changed;
    this.dispersion = changedDispersion;
    return this;
  }

  /** Sends on one day of the week or month only. */
  SenderDraft on(Rhythm changed, int ownDay) {
    this.rhythm = changed;
    this.slot = ownDay;
    this.dispersion = 0.01;
    return this;
  }

  SenderDraft perSession(double messages) {
    this.perSession = messages;
    return this;
  }

  SenderDraft growingOver(int changedRampDays) {
    this.rampDays = changedRampDays;
    return this;
  }

  SenderDraft authenticated(double share, double tlsShare) {
    this.authenticated = share;
    this.tls = tlsShare;
    return this;
  }

  SenderDraft unknownUsers(double share) {
    this.unknownUsers = share;
    return this;
  }

  SenderDraft listed(double chance) {
    this.listed = chance;
    return this;
  }

  SenderDraft neverRetries() {
    this.retries = false;
    return this;
  }

  SenderDraft spam(double share) {
    this.spamShare = share;
    return this;
  }

  SenderDraft bulk(long changedCampaign) {
    this.campaign = changedCampaign;
    this.isBulk = true;
    return this;
  }

  SenderDraft sly(double changedSlyness) {
    this.slyness = changedSlyness;
    return this;
  }

  /** Sends a single mailing, unchanged to the end. */
  SenderDraft mailing(long changedCampaign) {
    this.isOneMailing = true;
    return bulk(changedCampaign);
  }

  /** From a day on sends mostly spam of a campaign, from another domain. */
  SenderDraft turning(
      int day, double factor, Rhythm later, double laterSpam, String laterDomain, long bulk) {
    byte[] changed = Ascii.of(laterDomain);
    this.turn =
        new Sender.Turn(
            day,
            factor,
            later,
            new Sender.Content(changed, laterSpam, bulk, true, false, slyness),
            posture(authenticated));
    return this;
  }

  /**
   * From a day on (set the rhythm before) fails SPF, DKIM and DMARC, as after a careless change of
   * its DNS.
   */
  SenderDraft losingAuthentication(int day) {
    this.turn = new Sender.Turn(day, 1, rhythm, content(), posture(0.02));
    return this;
  }

  private Sender.Posture posture(double changedAuthenticated) {
    return new Sender.Posture(tls, changedAuthenticated, unknownUsers, listed, retries);
  }

  private Sender.Content content() {
    return new Sender.Content(domain, spamShare, campaign, isBulk, isOneMailing, slyness);
  }

  SenderDraft customer(String name) {
    this.customer = name;
    return this;
  }

  Sender build(int id) {
    return new Sender(
        id,
        kind,
        prefix,
        active,
        new Sender.Volume(perDay, dispersion, rhythm, slot, perSession, rampDays),
        addresses,
        posture(authenticated),
        content(),
        network,
        turn,
        customer);
  }
}
