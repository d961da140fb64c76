/** Which records belong to one party although no name says so. */
package slash64.linkage;
