/** antd in the product's look: contrast >= 4.5, dense, no decoration, styles allowed by the page's nonce. */
import { legacyLogicalPropertiesTransformer, StyleProvider } from "@ant-design/cssinjs";
import { ConfigProvider, type ThemeConfig } from "antd";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { boot } from "@/lib/boot";

const theme: ThemeConfig = {
  hashed: false, // `:where` needs Chromium 88
  token: {
    colorPrimary: "#0b5cab",
    colorInfo: "#0b5cab",
    colorLink: "#0b5cab",
    colorSuccess: "#237804",
    colorWarning: "#ad4e00",
    colorError: "#cf1322",
    colorTextSecondary: "#434343",
    colorTextTertiary: "#595959",
    colorTextDescription: "#595959",
    colorTextPlaceholder: "#6b6b6b",
    colorTextDisabled: "#6b6b6b",
    borderRadius: 3,
    motion: false,
    fontFamily: '"Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif',
  },
  components: { Form: { itemMarginBottom: 14 }, Modal: { titleFontSize: 16 } },
};

export function Look({ children }: { children: ReactNode }) {
  return (
    <StyleProvider transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        locale={zhCN}
        theme={theme}
        csp={{ nonce: boot.nonce }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  );
}
