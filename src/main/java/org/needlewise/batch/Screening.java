package org.needlewise.batch;

/**
 * What became of a chunk.
 *
 * @param reports rows, packed
 * @param errors rows of the records that gave no report
 * @param ids a piece of the {@link IdLog}
 */
record Screening(Chunk chunk, Bytes reports, Bytes errors, Bytes ids, Tally tally) {}
