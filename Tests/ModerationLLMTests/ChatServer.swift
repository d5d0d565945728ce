import Foundation
import Glibc
import Synchronization

/// A chat endpoint on 127.0.0.1 that answers as it is told, one question a connection.
final class ChatServer: Sendable {
  struct Post: Sendable {
    var path: String
    var headers: [String: String]
    var body: String
  }

  struct Answer: Sendable {
    /// A status line, and headers after it.
    var head = "200 OK"
    var body = ""
    /// Whether there is none at all.
    var isMissing = false

    /// What the model says, in the shape of a chat.
    static func saying(_ content: String) -> Answer {
      let body = try? JSONEncoder().encode(["choices": [["message": ["content": content]]]])
      return Answer(body: String(decoding: body ?? Data(), as: UTF8.self))
    }
  }

  private struct State {
    var posts: [Post] = []
    var answers: [Answer]
    var isClosed = false
  }

  let address: URL
  private let listener: Int32
  private let state: Mutex<State>

  var posts: [Post] { state.withLock { $0.posts } }

  /// - Parameter answers: the first ones; then `500`.
  init(_ answers: [Answer]) throws {
    // The proxy of the machine that runs the tests has no business here.
    setenv("no_proxy", "127.0.0.1", 1)
    state = Mutex(State(answers: answers))
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let port = try withUnsafeMutablePointer(to: &place) {
      try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(listener, address, length) == 0, listen(listener, 16) == 0,
          getsockname(listener, address, &length) == 0
        else { throw POSIXError(.EADDRNOTAVAIL) }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
      }
    }
    guard let address = URL(string: "http://127.0.0.1:\(port)/v1") else { throw POSIXError(.EINVAL) }
    self.address = address
    let thread = Thread { [self] in serve() }
    thread.start()
  }

  func close() {
    state.withLock { $0.isClosed = true }
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { return }
      answer(connection)
    }
  }

  private func answer(_ connection: Int32) {
    var received = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    var post: Post?
    while post == nil {
      let count = read(connection, &buffer, buffer.count)
      if count <= 0 { break }
      received += String(decoding: buffer[..<count], as: UTF8.self)
      post = Self.parse(received)
    }
    let answer = state.withLock { state in
      if let post { state.posts.append(post) }
      return state.answers.isEmpty ? Answer(head: "500 Sorry") : state.answers.removeFirst()
    }
    if !answer.isMissing {
      let length = answer.body.utf8.count
      let text = "HTTP/1.1 \(answer.head)\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n\(answer.body)"
      _ = text.withCString { send(connection, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
      Glibc.close(connection)
    }
  }

  private static func parse(_ text: String) -> Post? {
    guard let end = text.range(of: "\r\n\r\n") else { return nil }
    var headers: [String: String] = [:]
    let lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    let body = String(text[end.upperBound...])
    guard body.utf8.count >= headers["content-length"].flatMap({ Int($0) }) ?? 0 else { return nil }
    let path = lines[0].split(separator: " ").dropFirst().first ?? ""
    return Post(path: String(path), headers: headers, body: body)
  }
}
