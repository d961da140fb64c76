package slash64.enrich;

import java.io.Serializable;

/**
 * Where a prefix is announced and lies.
 *
 * @param asn number of the autonomous system, null when not known
 * @param organisation its name, null when not known
 * @param country ISO 3166 code, null when not known
 */
record Network(Long asn, String organisation, String country) implements Serializable {
  static final Network UNKNOWN = new Network(null, null, null);

  /** Returns what this says, and of what it does not know what the other says. */
  Network or(Network other) {
    return new Network(
        asn == null ? other.asn : asn,
        organisation == null ? other.organisation : organisation,
        country == null ? other.country : country);
  }
}
