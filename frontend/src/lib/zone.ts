/** The zone of every government here; a computer set to another one shows the same times as its neighbour. */
export const ZONE = "Asia/Shanghai";
