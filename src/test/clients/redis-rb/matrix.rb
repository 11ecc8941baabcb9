# frozen_string_literal: true

# Tries what ../README.md says, with redis-rb.
# Usage: matrix.rb <host> <port> <default|2|3> <topic> <group>

require 'connection_pool'
require 'redis'

COUNT = 1000
BATCH = 100

def check(condition, message)
  abort "redis-rb: #{message}" unless condition
end

def expect(what, expected, actual)
  check expected == actual, "#{what}: expected #{expected.inspect}, got #{actual.inspect}"
end

def key_of(number)
  "user:#{number / 2 % 10}" if number.even?
end

def message(number)
  "#{number} #{key_of(number) || '-'}".b + " \xff\x00\r\n".b
end

# A consumer on a connection of its own, which redis-rb names again whenever it connects again.
class Consumer
  def initialize(server, topic, group)
    @topic = topic
    @redis = Redis.new(**server, id: "#{group}:redis-rb")
    expect 'CLIENT GETNAME', "#{group}:redis-rb", @redis.client(:getname)
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
    [fields['partition'], fields['value'].b]
  end

  def expect_message(what, value)
    _, actual = pop(20)
    expect what, value, actual
  end

  def expect_none
    expect 'BLPOP with nothing left', nil, pop(1)
  end

  def close
    @redis.close
  end
end

def connect(redis)
  expect 'PING', 'PONG', redis.ping
  puts "version #{Redis::VERSION}"
  puts "protocol #{Hash[*redis.call('HELLO')]['proto']}"
end

def name(server)
  redis = Redis.new(**server, id: 'a-label')
  expect 'CLIENT GETNAME', 'a-label', redis.client(:getname)
  redis.close
end

# Each holds its connection until all have one.
def share(pool)
  taken = Queue.new
  go = Queue.new
  threads = Array.new(4) do |number|
    Thread.new do
      pool.with do |redis|
        taken << number
        go.pop
        redis.echo("text #{number}")
      end
    end
  end
  4.times { taken.pop }
  go.close
  expect 'ECHO of four threads', Array.new(4) { |number| "text #{number}" }, threads.map(&:value)
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

def consume(consumer)
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

def answers?(redis)
  redis.ping == 'PONG'
rescue Redis::BaseConnectionError
  false
end

def restart(pool, consumer, topic)
  puts 'restart'
  check $stdin.gets, 'the server did not come back'
  deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + 20
  pool.with do |redis|
    until answers?(redis)
      check Process.clock_gettime(Process::CLOCK_MONOTONIC) < deadline, 'PING was not answered within 20 s'
      sleep 0.05
    end
    expect 'RPUSHX after the restart', 1, redis.rpushx("topics:#{topic}", 'restarted')
    expect 'DUMP after the restart', 0, redis.dump('10000')
  end
  consumer.expect_message('the message after the restart', 'restarted')
end

abort 'usage: matrix.rb <host> <port> <default|2|3> <topic> <group>' unless ARGV.size == 5
host, port, protocol, topic, group = ARGV
check %w[default 2].include?(protocol), "there is no RESP#{protocol} in redis-rb #{Redis::VERSION}"
server = { host: host, port: Integer(port) }
$stdout.sync = true

redis = Redis.new(**server)
connect(redis)
puts 'ok connect'
name(server)
puts 'ok name'
pool = ConnectionPool.new(size: 4, timeout: 20) { Redis.new(**server) }
share(pool)
puts 'ok pool'
produce(redis, topic)
puts 'ok produce'
consumer = Consumer.new(server, topic, group)
consume(consumer)
puts 'ok consume'
consumer.expect_none
puts 'ok timeout'
consumer.close
expect 'RPUSHX', 1, redis.rpushx("topics:#{topic}", 'again')
consumer = Consumer.new(server, topic, group)
consumer.expect_message('the message after the reconnection', 'again')
consumer.expect_none
puts 'ok again'
restart(pool, consumer, topic)
consumer.close
pool.shutdown(&:close)
redis.close
puts 'ok restart'
puts 'skip health it has none, and connects again when a command finds the connection closed'
