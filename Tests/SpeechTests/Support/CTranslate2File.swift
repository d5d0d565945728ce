/// Makes `model.bin` files, well formed or not.
enum CTranslate2File {
  struct Variable {
    var name: String
    var shape: [UInt32]
    var code: UInt8
    var bytes: [UInt8]
  }

  static func make(
    version: UInt32 = 6, specification: String = "WhisperSpec", _ variables: [Variable],
    aliases: [(String, String)] = []
  ) -> BinaryFile {
    var file = BinaryFile()
    file.integer(version)
    file.string(specification)
    file.integer(UInt32(3))
    file.integer(UInt32(variables.count))
    for variable in variables {
      file.string(variable.name)
      file.integer(UInt8(variable.shape.count))
      for dimension in variable.shape { file.integer(dimension) }
      file.integer(variable.code)
      file.integer(UInt32(variable.bytes.count))
      file.bytes += variable.bytes
    }
    file.integer(UInt32(aliases.count))
    for (alias, name) in aliases {
      file.string(alias)
      file.string(name)
    }
    return file
  }

  /// A variable of 32-bit zeros.
  static func zeros(_ name: String, _ shape: [Int]) -> Variable {
    Variable(
      name: name, shape: shape.map(UInt32.init), code: 0, bytes: [UInt8](repeating: 0, count: 4 * shape.reduce(1, *)))
  }
}
