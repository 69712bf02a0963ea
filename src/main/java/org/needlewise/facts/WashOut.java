package org.needlewise.facts;

/**
 * How long a medicine must have been stopped before a session.
 *
 * @param freeDate so many days from the last day it was taken, or, while it is active, from asOf;
 *     long past where neither is known
 * @param pauseDate so many days before the proposed date
 */
public record WashOut(@Day int freeDate, @Day int pauseDate) implements Dated {}
