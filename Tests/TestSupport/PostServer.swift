package import Foundation
internal import Glibc
internal import Synchronization

/// Takes posts on 127.0.0.1 and answers them as it is told, one a connection.
package final class PostServer: Sendable {
  package struct Post: Sendable {
    package var path: String
    package var headers: [String: String]
    package var body: String
  }

  package struct Answer: Sendable {
    /// A status line, and headers after it.
    package var head: String
    package var body: String
    /// Whether there is none at all.
    package var isMissing: Bool

    package init(head: String = "200 OK", body: String = "", isMissing: Bool = false) {
      (self.head, self.body, self.isMissing) = (head, body, isMissing)
    }
  }

  private struct State {
    var posts: [Post] = []
    var answers: [Answer]
  }

  package let address: URL
  private let listener: Int32
  private let usual: Answer
  private let state: Mutex<State>

  package var posts: [Post] { state.withLock { $0.posts } }

  /// - Parameters:
  ///   - answers: the first ones.
  ///   - usual: all after them.
  ///   - path: of its address.
  package init(_ answers: [Answer], then usual: Answer, path: String) throws {
    self.usual = usual
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
    guard let address = URL(string: "http://127.0.0.1:\(port)\(path)") else { throw POSIXError(.EINVAL) }
    self.address = address
    let thread = Thread { [self] in serve() }
    thread.start()
  }

  package func close() {
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
      return state.answers.isEmpty ? usual : state.answers.removeFirst()
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
