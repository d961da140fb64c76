package slash64.synth;

import java.util.ArrayList;
import java.util.List;

/** Our own customers, who hand in mail at submission from the /56 they hold. */
final class OurCustomers {
  private final Population population;
  private final Draws draws;

  private OurCustomers(Population population) {
    this.population = population;
    this.draws = population.draws();
  }

  static void addTo(Population population) {
    OurCustomers ours = new OurCustomers(population);
    WorldConfig config = population.config();
    for (int i = 0; i < SenderKind.CUSTOMER.count(config); i++) {
      ours.addFirm("customer-" + i);
    }
    for (int i = 0; i < SenderKind.RESIDENTIAL_CUSTOMER.count(config); i++) {
      ours.addHousehold("home-" + i, i % 3 == 0);
    }
    ours.addUnregistered("unregistered-0");
    for (int i = 0; i < SenderKind.TAKEN_OVER_CUSTOMER.count(config); i++) {
      ours.addTakenOver("victim-" + i);
    }
  }

  private void addFirm(String customer) {
    Delegation delegation = delegation(0, Span.OPEN);
    population.addAllocation(customer, "business", delegation);
    population.add(
        draft(SenderKind.CUSTOMER, customer, List.of(delegation), 2 + draws.below(6))
            .rhythm(Rhythm.OFFICE, 0.2));
  }

  private void addHousehold(String customer, boolean moves) {
    List<Delegation> delegations = new ArrayList<>();
    int since = 0;
    while (moves && since + 5 < population.config().days()) {
      int until = since + 3 + draws.below(12);
      delegations.add(delegation(since, until));
      since = until;
    }
    delegations.add(delegation(since, Span.OPEN));
    Sender added =
        population.add(
            draft(SenderKind.RESIDENTIAL_CUSTOMER, customer, delegations, 1 + draws.below(4))
                .rhythm(Rhythm.HUMAN, 0.8));
    for (Delegation delegation : delegations) {
      population.addAllocation(customer, "residential", delegation);
      if (delegation.since() > 0 && delegation.since() < population.config().days()) {
        population.add(
            new Event(delegation.since(), "delegation_moved", delegation.prefix(), added.id(), 1));
      }
    }
  }

  /** A customer whose /56 nobody has written down; it sends from some day on. */
  private void addUnregistered(String customer) {
    int day = population.turningDay();
    population.add(
        draft(SenderKind.CUSTOMER, customer, List.of(delegation(day, Span.OPEN)), 2)
            .active(day, Span.OPEN)
            .rhythm(Rhythm.OFFICE, 0.2),
        day,
        "unallocated_prefix",
        1);
  }

  /** Somebody learns the password of an ordinary customer and sends through a machine there. */
  private void addTakenOver(String customer) {
    Delegation delegation = delegation(0, Span.OPEN);
    population.addAllocation(customer, "business", delegation);
    int day = population.turningDay();
    double factor = 20 + draws.below(20);
    population.add(
        draft(SenderKind.TAKEN_OVER_CUSTOMER, customer, List.of(delegation), 3)
            .rhythm(Rhythm.OFFICE, 0.1)
            .turning(
                day,
                factor,
                Rhythm.FLAT,
                0.95,
                "prize" + draws.below(100) + ".example",
                draws.bits()),
        day,
        "customer_takeover",
        factor);
  }

  private Delegation delegation(int since, int until) {
    return new Delegation(population.plan().newDelegation(), since, until);
  }

  private SenderDraft draft(
      SenderKind kind, String customer, List<Delegation> delegations, int devices) {
    return new SenderDraft(
            kind,
            customer + ".example",
            delegations.get(0).prefix(),
            new ClientAddresses.Delegated(delegations, devices),
            population.plan().ours(),
            population.perDay(kind))
        .customer(customer)
        .spam(0.002)
        .unknownUsers(0);
  }
}
