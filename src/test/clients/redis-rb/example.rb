require 'redis'

producer = Redis.new(host: 'localhost', port: 6380)
producer.rpushx('topics:greetings', 'hello there!')

# A connection is a consumer, and each Redis object has one.
consumer = Redis.new(host: 'localhost', port: 6380, id: 'myapp:worker-1')
reply = consumer.blpop('topics:greetings', timeout: 20)
if reply
  message = Hash[*reply]
  puts "received: #{message['value']}"
  consumer.rpush('acks', message.values_at('topic', 'partition', 'offset').join(':'))
end

consumer.close
producer.close
