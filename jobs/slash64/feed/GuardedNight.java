package slash64.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import slash64.net.Prefix;
import slash64.policy.PolicyEntry;

/**
 * All that the guards look at; they read nothing else.
 *
 * @param before the policy that filters have now, in tree order; empty on the first night
 * @param after the policy to be published
 * @param replay the mail of the last days against both
 * @param newestMail when the newest of that mail was last heard of; empty if there is none
 * @param generated what the feed is dated by: the end of the day that was scored
 * @param ours own and allow-listed prefixes, which must not be restricted
 * @param formats the files to be written
 * @param isSettling whether so few nights have been scored that change says nothing
 */
public record GuardedNight(
    Optional<List<PolicyEntry>> before,
    List<PolicyEntry> after,
    MailReplay replay,
    Optional<Instant> newestMail,
    Instant generated,
    List<Prefix> ours,
    List<FeedFormat> formats,
    boolean isSettling) {}
