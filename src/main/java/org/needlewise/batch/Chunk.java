package org.needlewise.batch;

import java.util.List;

/**
 * Records that are worked on together. Where one ends depends on the records alone, so a run that
 * goes on after another finds the same chunks.
 *
 * @param number from 0
 * @param firstRecord the number of its first record, from 0, over the whole run
 * @param bytesRead of the files as they are packed, up to here, for the progress
 * @param checksum of all records up to the end of this chunk
 */
record Chunk(
    long number, long firstRecord, List<RawRecord> records, long bytesRead, long checksum) {}
