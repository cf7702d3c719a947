// Vietnamese text of the page of words often misheard, fetched with it. `misheard.en.ts` has the same keys.

export const vi = {
  misheard: {
    title: "Từ hay nghe nhầm",
    about:
      "Những từ thư ký đã sửa trong bản ghi lời nói. Từ nào được đồng ý thì từ đó về sau máy tự viết đúng, trong phụ đề và trong dự thảo; lời đã ghi trước đó giữ nguyên. Chưa đồng ý thì máy không dùng.",
    open: (count: number) => `${count} từ chờ quyết định`,
    openNone: "Không còn từ nào chờ quyết định.",
    used: (count: number) => `${count} từ máy đang tự viết đúng`,
    unused: (count: number) => `${count} từ không dùng`,
    heard: "Máy nghe",
    meant: "Viết đúng là",
    times: (count: number) => (count === 0 ? "câu đã sửa không còn" : `đã sửa ở ${count} câu`),
    places: "Xem câu đã sửa",
    place: (title: string, at: string) => `${title}, sửa ${at}`,
    accept: "Đồng ý",
    acceptOf: (heard: string, meant: string) => `Đồng ý: từ nay nghe “${heard}” thì viết “${meant}”`,
    reject: "Không dùng",
    rejectOf: (heard: string, meant: string) => `Không dùng: “${heard}” không phải lúc nào cũng là “${meant}”`,
    takeBack: "Xét lại",
    takeBackOf: (heard: string, meant: string) => `Xét lại “${heard}” → “${meant}”`,
    decided: (by: string, at: string) => `${by} quyết định ${at}`,
    saidAccepted: (meant: string) => `Từ nay máy viết “${meant}”.`,
    saidRejected: (meant: string) => `Không dùng “${meant}”. Vẫn xét lại được ở cuối trang.`,
    saidTakenBack: (meant: string) => `“${meant}” chờ quyết định lại; máy thôi không tự viết.`,
    emptyTitle: "Chưa có từ nào",
    emptyMore: "Khi thư ký sửa lời nói trong bản ghi, những từ máy nghe nhầm sẽ hiện ở đây để xem xét.",
    filter: "Lọc theo từ",
    nothing: "Không có từ nào khớp.",
    back: "Danh sách cuộc họp",
  },
};

/** The shape both languages have. */
export type MisheardTexts = typeof vi;
