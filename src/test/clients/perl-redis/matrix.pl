#!/usr/bin/perl
# Tries everything that ../README.md lists with Redis.pm.
use v5.24;
use warnings;
use List::Util qw(uniqnum);
use Redis;

use constant {MESSAGES => 1000, BATCH => 100};

STDOUT->autoflush(1);
END { $? &&= 1 }    # die would end with errno
@ARGV == 5 or die "usage: matrix.pl <host> <port> <protocol> <topic> <group>\n";
my ($host, $port, undef, $topic, $group) = @ARGV;

sub check {
    my ($is_right, $message) = @_;
    $is_right or die "Redis.pm: $message\n";
    return;
}

sub expect {
    my ($what, $expected, $actual) = @_;
    $_ //= 'undef' for $expected, $actual;
    check($actual eq $expected, "$what: expected '$expected', got '$actual'");
    return;
}

# With reconnect it connects again for up to 20 seconds, trying each tenth of one, and sets the name again.
sub new_client {
    my ($name) = @_;
    return Redis->new(
        server       => "$host:$port",
        name         => $name,
        reconnect    => 20,
        every        => 100_000,
        cnx_timeout  => 5,
        read_timeout => 30,
    );
}

sub new_consumer {
    my $name     = "$group:perl-redis";
    my $consumer = new_client($name);
    expect('CLIENT GETNAME', $name, $consumer->client_getname);
    return $consumer;
}

# Even messages have a key with a colon in it, odd ones have none.
sub key_of {
    my ($number) = @_;
    return $number % 2 == 0 ? 'user:' . $number / 2 % 10 : undef;
}

# Any bytes pass, with line ends and all.
sub value_of {
    my ($number) = @_;
    return $number . ' ' . (key_of($number) // '-') . " \xff\x00\r\n";
}

sub produce {
    my ($redis) = @_;
    my $batch_answers = sub {
        my ($first) = @_;
        my @answers;
        for my $number ($first .. $first + BATCH - 1) {
            my $key = key_of($number);
            $redis->rpushx(
                $key ? "topics:$topic:$key" : "topics:$topic",
                value_of($number),
                sub { my ($answer, $error) = @_; push @answers, $error // $answer },
            );
        }
        $redis->wait_all_responses;
        return "@answers";
    };
    for (my $first = 0; $first < MESSAGES; $first += BATCH) {
        expect('pipeline of RPUSHX', "@{[(1) x BATCH]}", $batch_answers->($first));
    }
    expect('DUMP', 0, $redis->dump(10_000));
    return;
}

# The partition and value of the next message, now acknowledged; undef if there is none in time.
sub pop_message {
    my ($consumer, $seconds) = @_;
    my $reply = $consumer->blpop("topics:$topic", $seconds);
    defined $reply or return;
    expect('elements of BLPOP', 8, scalar @$reply);
    expect('names in BLPOP', 'topic partition offset value', "@$reply[0, 2, 4, 6]");
    my %message = @$reply;
    expect('topic in BLPOP', $topic, $message{topic});
    check($message{$_} =~ /^\d+$/, "BLPOP: expected a number as $_, got $message{$_}") for qw(partition offset);
    expect('RPUSH acks', 1, $consumer->rpush('acks', "$topic:$message{partition}:$message{offset}"));
    return \%message;
}

sub expect_none {
    my ($consumer) = @_;
    my $message = pop_message($consumer, 1);
    expect('BLPOP with nothing left', undef, $message && $message->{value});
    return;
}

sub expect_only {
    my ($consumer, $value) = @_;
    my $message = pop_message($consumer, 20);
    expect('BLPOP', $value, $message && $message->{value});
    expect_none($consumer);
    return;
}

sub consume {
    my ($consumer) = @_;
    my (@numbers, %last_of, %partition_of);
    for my $count (0 .. MESSAGES - 1) {
        my $message = pop_message($consumer, 20);
        check($message, "BLPOP: expected ${\MESSAGES} messages, got $count");
        my ($number) = $message->{value} =~ /^(\d+) /;
        check(defined $number, "BLPOP: expected a number and more, got '$message->{value}'");
        expect('message', value_of($number), $message->{value});
        push @numbers, $number;
        my $key = key_of($number) // next;
        my $last = $last_of{$key} // -1;
        check($number > $last, "$key: $number came after $last");
        $last_of{$key} = $number;
        expect("partition of $key", $partition_of{$key} //= $message->{partition}, $message->{partition});
    }
    expect('numbers of the messages', "@{[0 .. MESSAGES - 1]}", "@{[sort { $a <=> $b } uniqnum @numbers]}");
    return;
}

say "version $Redis::VERSION\nprotocol 2";
my $redis = new_client('label');
expect('PING', 'PONG', $redis->ping);
say 'ok connect';
expect('CLIENT GETNAME', 'label', $redis->client_getname);
say 'ok name';
say 'skip pool Redis.pm has none';
produce($redis);
say 'ok produce';

my $consumer = new_consumer();
consume($consumer);
say 'ok consume';
expect_none($consumer);
say 'ok timeout';

$consumer->quit;
expect('RPUSHX', 1, $redis->rpushx("topics:$topic", 'again'));
$consumer = new_consumer();
expect_only($consumer, 'again');
say 'ok again';

say 'restart';
defined readline STDIN or die "Redis.pm: restart: expected a line, got the end of the input\n";
expect('PING', 'PONG', $redis->ping);
expect('RPUSHX', 1, $redis->rpushx("topics:$topic", 'restarted'));
expect('DUMP', 0, $redis->dump(10_000));
expect_only($consumer, 'restarted');
say 'ok restart';
say 'skip health Redis.pm has none';
