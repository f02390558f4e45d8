/** JMH benchmarks, run with the Maven profile {@code benchmark}; README has the figures. */
package org.iamaudit.benchmark;
