import Foundation
import Glibc
import Synchronization

/// A web server on 127.0.0.1 that misbehaves on demand.
final class TestServer: Sendable {
  enum Behaviour: Sendable, Hashable {
    case ranges
    /// Always the whole file, whatever range is asked for.
    case wholeFile
    /// With ranges, but the connection of the first request of a file ends after this many bytes of the body.
    case cutOnce(after: Int)
    /// With ranges, but only this many bytes per connection, and slowly at the end.
    case corrupt
    case status(Int)
    /// Accepts the request and never answers.
    case stall
    /// Answers, sends one byte, then nothing.
    case stallInBody
    /// Goes on after the end of the file.
    case tooLong
    /// Sends the wrong part of the file.
    case wrongRange
    /// With ranges, but nothing beyond this byte, however often it is asked.
    case endsAt(Int)
    /// Answers with a page of a few bytes, whatever is asked for.
    case page(type: String, tellsLength: Bool)
    /// Sends to the same file at another address.
    case redirect(to: String)
  }

  struct Request: Hashable, Sendable {
    var path: String
    var range: String?
  }

  private struct State {
    var requests: [Request] = []
    var isClosed = false
  }

  private let listener: Int32
  private let port: UInt16
  private let files: [String: [UInt8]]
  private let behaviour: Behaviour
  private let affected: String?
  private let state = Mutex(State())

  /// Without a folder, as a proxy is named.
  var address: String { "http://127.0.0.1:\(port)" }
  var base: String { address + "/model" }
  var requests: [Request] { state.withLock { $0.requests } }

  /// - Parameter affected: the only file that is served as `behaviour` says; nil for all.
  init(_ files: [String: [UInt8]], behaviour: Behaviour = .ranges, of affected: String? = nil) throws {
    Self.bypassProxy()
    self.affected = affected
    self.files = files
    self.behaviour = behaviour
    (listener, port) = try Self.listen()
    let thread = Thread { [self] in serve() }
    thread.start()
  }

  /// The proxy of the machine that runs the tests has no business here.
  private static func bypassProxy() {
    _ = Self.noProxy
  }

  private static let noProxy: Void = {
    let names = ProcessInfo.processInfo.environment["no_proxy"].map { "\($0),127.0.0.1" } ?? "127.0.0.1"
    setenv("no_proxy", names, 1)
  }()

  private static func listen() throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && Glibc.listen(listener, 16) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRINUSE) }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  func close() {
    state.withLock { $0.isClosed = true }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      let thread = Thread { [self] in
        answer(connection)
        shutdown(connection, Int32(SHUT_RDWR))
        Glibc.close(connection)
      }
      thread.start()
    }
  }

  private func answer(_ connection: Int32) {
    guard let request = read(connection) else { return }
    let isFirst = state.withLock { state in
      defer { state.requests.append(request) }
      return !state.requests.contains { $0.path == request.path }
    }
    let name = String(request.path.split(separator: "/").last ?? "")
    guard let file = files[name] else {
      return send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", connection)
    }
    let asked = request.range.flatMap { Int($0.dropFirst("bytes=".count).dropLast()) }
    switch affected == nil || affected == name ? behaviour : .ranges {
    case .ranges: sendBody(file, from: asked, to: connection)
    case .wholeFile: sendBody(file, from: nil, to: connection)
    case .cutOnce(let count): sendBody(file, from: asked, limit: isFirst ? count : nil, to: connection)
    case .corrupt: sendBody(file.map { $0 ^ 1 }, from: asked, to: connection)
    case .status(let code):
      send("HTTP/1.1 \(code) No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno", connection)
    case .stall: waitForClose()
    case .stallInBody:
      sendBody(file, from: asked, limit: 1, to: connection)
      waitForClose()
    case .tooLong: sendBody(file + file, from: asked, to: connection)
    case .endsAt(let count):
      sendBody(file, from: asked, limit: max(0, count - (asked ?? 0)), to: connection)
    case .page(let type, let tellsLength):
      let length = tellsLength ? "Content-Length: 12\r\n" : ""
      send("HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\n\(length)Connection: close\r\n\r\n<p>Log in</p>", connection)
    case .redirect(let base):
      send(
        "HTTP/1.1 302 Found\r\nLocation: \(base)/\(name)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", connection)
    case .wrongRange:
      send(
        "HTTP/1.1 206 Partial\r\nContent-Range: bytes 7-9/10\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
        connection)
    }
  }

  private func waitForClose() {
    for _ in 0..<100 where !state.withLock({ $0.isClosed }) { usleep(50_000) }
  }

  private func sendBody(_ file: [UInt8], from start: Int?, limit: Int? = nil, to connection: Int32) {
    let body = Array(file.dropFirst(start ?? 0))
    if let start, start >= file.count {
      return send("HTTP/1.1 416 Range\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", connection)
    }
    let status =
      start.map { "206 Partial Content\r\nContent-Range: bytes \($0)-\(file.count - 1)/\(file.count)" } ?? "200 OK"
    send("HTTP/1.1 \(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n", connection)
    send(bytes: Array(body.prefix(limit ?? body.count)), connection)
  }

  private func send(_ text: String, _ connection: Int32) { send(bytes: Array(text.utf8), connection) }

  private func send(bytes: [UInt8], _ connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  private func read(_ connection: Int32) -> Request? {
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      head += buffer[..<count]
    }
    let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
    let path = lines.first?.split(separator: " ").dropFirst().first
    let range = lines.first { $0.lowercased().hasPrefix("range:") }?.split(separator: ":", maxSplits: 1).last
    return path.map { Request(path: String($0), range: range?.trimmingCharacters(in: .whitespaces)) }
  }
}
