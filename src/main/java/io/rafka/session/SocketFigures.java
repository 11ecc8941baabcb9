package io.rafka.session;

/**
 * One client's socket at a moment.
 *
 * @param file its number; -1 where it is not known
 * @param received how many bytes have come from the client
 * @param waiting how many of them wait for the commands before them
 * @param sent how many bytes have been sent to the client
 * @param unread how many bytes wait for it to read, as far as the kernel has not taken them
 */
public record SocketFigures(int file, long received, int waiting, long sent, long unread) {}
