# Does over TLS, as users of an aclfile, what it is told: ../README.md.
require 'redis'

def connect
  # docs/clients.md {
  server = {
    host: 'localhost',
    port: 6380,
    ssl: true,
    ssl_params: {
      ca_file: 'ca.pem',
      cert: OpenSSL::X509::Certificate.new(File.read('client.pem')),
      key: OpenSSL::PKey.read(File.read('client.key'))
    }
  }
  producer = Redis.new(**server, username: 'alice', password: 'alice-secret')
  consumer = Redis.new(**server, username: 'bob', password: 'bob-secret', id: 'myapp:worker-1')
  # docs/clients.md }
  { 'producer' => producer, 'consumer' => consumer }
end

clients = {}
$stdout.sync = true
$stdin.each_line(chomp: true) do |line|
  who, *words = line.split
  if who == 'connect'
    clients.each_value(&:close)
    clients = connect
    clients.each_value(&:ping)
    puts 'ok'
  else
    reply = clients[who].call(words)
    puts ['ok', *reply].join(' ')
  end
rescue Redis::BaseError, OpenSSL::SSL::SSLError => e
  puts "error #{e.message.tr("\n", ' ')}"
end
