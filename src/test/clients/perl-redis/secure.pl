#!/usr/bin/perl
# Does over TLS, as users of an aclfile, what it is told: ../README.md.
use v5.24;
use warnings;
use Redis;

sub connect_both {
    # docs/clients.md {
    use IO::Socket::SSL;
    # Redis.pm has no options for these.
    IO::Socket::SSL::set_defaults(
        SSL_ca_file         => 'ca.pem',
        SSL_cert_file       => 'client.pem',
        SSL_key_file        => 'client.key',
        SSL_verifycn_scheme => 'default',
    );
    my %server = (server => 'localhost:6380', ssl => 1, SSL_verify_mode => SSL_VERIFY_PEER, reconnect => 2);
    my $producer = Redis->new(%server, username => 'alice', password => 'alice-secret');
    my $consumer =
        Redis->new(%server, username => 'bob', password => 'bob-secret', name => 'myapp:worker-1');
    # docs/clients.md }
    return {producer => $producer, consumer => $consumer};
}

$| = 1;
my $clients;
while (my $line = <STDIN>) {
    my ($who, @words) = split ' ', $line;
    my $answer = eval {
        if ($who eq 'connect') {
            $clients = undef;
            $clients = connect_both();
            return 'ok';
        }
        my $method = lc shift @words;
        my $reply = $clients->{$who}->$method(@words);
        return join ' ', 'ok', ref $reply ? @$reply : $reply // ();
    } // "error $@ $IO::Socket::SSL::SSL_ERROR";
    say $answer =~ tr/\n/ /r;
}
