// A name as an identity: small letters without marks, hyphens between the words.

export function slug(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** The short name screens show: "Ủy ban nhân dân xã An" is "UBND xã An". */
export function shortened(name: string): string {
  return name.trim().replace(/^(ủy|uỷ) ban nhân dân/iu, "UBND");
}
