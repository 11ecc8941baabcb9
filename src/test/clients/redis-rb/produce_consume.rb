# frozen_string_literal: true

# Produces and consumes through rafka with redis-rb.
# Usage: produce_consume.rb <host> <port> <topic> <group>

require 'redis'

COUNT = 200
BATCH = 100

def check(condition, message)
  abort "redis-rb: #{message}" unless condition
end

def expect(what, expected, actual)
  check expected == actual, "#{what}: expected #{expected.inspect}, got #{actual.inspect}"
end

# The keys have a colon in them. Odd messages have none.
def key_of(number)
  "user:#{number / 2 % 10}" if number.even?
end

def message(number)
  "#{number} #{key_of(number)} Ελλάδα\r\n"
end

def produce(redis, topic)
  (0...COUNT).each_slice(BATCH) do |numbers|
    replies = redis.pipelined do |pipeline|
      numbers.each { |number| pipeline.rpushx(['topics', topic, key_of(number)].compact.join(':'), message(number)) }
    end
    expect 'pipeline of RPUSHX', [1] * BATCH, replies
  end
  expect 'DUMP', 0, redis.dump('10000')
end

# A consumer on a connection of its own.
class Consumer
  # Passes itself to the block, and closes the connection after it: with QUIT, after which the name is free for certain.
  def self.open(server, topic, group)
    redis = Redis.new(**server)
    expect 'CLIENT SETNAME', 'OK', redis.client(:setname, "#{group}:redis-rb")
    expect 'CLIENT GETNAME', "#{group}:redis-rb", redis.client(:getname)
    yield new(redis, topic)
    expect 'QUIT', 'OK', redis.quit
  end

  def initialize(redis, topic)
    @redis = redis
    @topic = topic
  end

  # The partition and value of the next message, now acknowledged; nil if there is none in time.
  # Nothing of redis-rb's typed BLPOP minds that the reply has eight elements and not two.
  def pop(seconds)
    reply = @redis.blpop("topics:#{@topic}", timeout: seconds)
    return if reply.nil?

    expect "elements of BLPOP's reply", 8, reply.size
    fields = Hash[*reply]
    expect "names in BLPOP's reply", %w[topic partition offset value], fields.keys
    expect "topic in BLPOP's reply", @topic, fields['topic']
    expect 'RPUSH acks', 1, @redis.rpush('acks', fields.values_at('topic', 'partition', 'offset').join(':'))
    fields.values_at('partition', 'value')
  end

  def expect_none
    start = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    expect 'BLPOP with nothing left', nil, pop(1)
    check Process.clock_gettime(Process::CLOCK_MONOTONIC) - start > 0.9, 'BLPOP did not wait for a second'
  end
end

def check_messages(consumer)
  last_of = Hash.new(-1)
  partition_of = {}
  numbers = Array.new(COUNT) do |count|
    partition, value = consumer.pop(20)
    check value, "only #{count} of #{COUNT} messages came"
    number = value.to_i
    expect 'message', message(number), value
    if (key = key_of(number))
      check number > last_of[key], "of #{key}, message #{number} came after #{last_of[key]}"
      last_of[key] = number
      expect "partition of #{key}", partition_of[key] ||= partition, partition
    end
    number
  end
  expect 'numbers of the messages', (0...COUNT).to_a, numbers.sort
end

abort 'usage: produce_consume.rb <host> <port> <topic> <group>' unless ARGV.size == 4
host, port, topic, group = ARGV
server = { host: host, port: Integer(port) }

redis = Redis.new(**server)
expect 'PING', 'PONG', redis.ping
check redis.keys('topics:').include?("topics:#{topic}"), "KEYS topics: does not name topics:#{topic}"
produce(redis, topic)

Consumer.open(server, topic, group) do |consumer|
  check_messages(consumer)
  consumer.expect_none
end

# The same consumer again: what is acknowledged does not come again, only what is new.
expect 'RPUSHX', 1, redis.rpushx("topics:#{topic}:key", 'the last')
Consumer.open(server, topic, group) do |consumer|
  _, value = consumer.pop(20)
  expect 'the message after the reconnection', 'the last', value
  consumer.expect_none
end
expect 'QUIT', 'OK', redis.quit
