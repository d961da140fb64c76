/** When what a sender had set up right, SPF or TLS for instance, breaks. */
package slash64.breakage;
