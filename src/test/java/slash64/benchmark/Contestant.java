package slash64.benchmark;

import java.util.concurrent.Callable;

/**
 * One way to read the log.
 *
 * @param bytes of text that it reads
 * @param messages that it must count
 * @param work returns what it counted; -1 if it does not count messages
 */
record Contestant(String name, long bytes, long messages, Callable<Long> work) {}
